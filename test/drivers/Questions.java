import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** pgjdbc with its defaults: setString sends varchar. */
public class Questions {
    public static void main(String[] args) throws Exception {
        try (Connection connection = DriverManager.getConnection(System.getenv("CSQ_JDBC"))) {
            for (String line : Files.readAllLines(Path.of(args[0]), StandardCharsets.UTF_8)) {
                if (line.isEmpty() || line.startsWith("#")) continue;
                String[] part = line.split("\\|");
                ask(connection, part);
            }
        }
    }

    private static void ask(Connection connection, String[] part) {
        var out = new java.io.PrintStream(System.out, true, StandardCharsets.UTF_8);
        try (PreparedStatement statement = connection.prepareStatement(part[1])) {
            for (int i = 2; i < part.length; i++) {
                if (part[i].startsWith("N:")) statement.setInt(i - 1, Integer.parseInt(part[i].substring(2)));
                else statement.setString(i - 1, part[i]);
            }
            ResultSet rows = statement.executeQuery();
            while (rows.next()) {
                StringBuilder row = new StringBuilder(part[0] + ": ");
                for (int k = 1; k <= rows.getMetaData().getColumnCount(); k++) {
                    Object v = rows.getObject(k);
                    String s = v == null ? "NULL" : v instanceof Double ? String.valueOf(v).replaceAll("\\.0$", "") : v.toString();
                    row.append(k > 1 ? " | " : "").append(s);
                }
                out.println(row);
            }
        } catch (SQLException e) {
            out.println(part[0] + ": " + e.getSQLState() + " " + e.getMessage());
        }
    }
}
