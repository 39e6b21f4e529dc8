#!/usr/bin/env bash
# dist.sh - the archive for PGXN, build/csq-VERSION.zip, of what is committed; tried by building and installing it, out of the tree,
# from a clean unpack, as the Debian package is built too.  Where the project can be read by everybody is no matter of its files: META.json
# in the archive gets its resources (homepage, issues, repository) from REPOSITORY=https://host/owner/csq, or the address of origin.
set -u
. "$(dirname "$0")/lib.sh"
csq_setup dist

# dist_meta: META.json, with resources where the address of the repository is known
dist_meta() {
    local url=${REPOSITORY:-$(git -C "$CSQ_TOP" remote get-url origin 2>/dev/null)}
    url=${url%.git}
    case $url in
        https://*/*) ;;
        *)
            [ -z "${REPOSITORY:-}" ] || csq_die "REPOSITORY is an address that browsers open, https://host/owner/csq, not $REPOSITORY"
            csq_say "META.json in the archive has no resources: say where the repository is, REPOSITORY=https://host/owner/csq" >&2
            git -C "$CSQ_TOP" show HEAD:META.json
            return
            ;;
    esac
    git -C "$CSQ_TOP" show HEAD:META.json | REPOSITORY=$url perl -MJSON::PP -0777 -e '
        my ($text, $url) = (<STDIN>, $ENV{REPOSITORY});
        my $resources = JSON::PP->new->canonical->indent->space_before(0)->space_after->indent_length(3)->encode({
            homepage => $url, bugtracker => { web => "$url/issues" }, repository => { type => "git", url => "$url.git", web => $url } });
        $resources =~ s/\n(?=.)/\n   /g;
        $text =~ s/^(?=   "release_status")/   "resources": $resources/m or die "META.json has no release_status\n";
        $text =~ s/\}\n(?=   "release_status")/},\n/;
        JSON::PP::decode_json($text)->{resources}{repository}{url} or die "META.json got no resources\n";
        print $text;'
}

csq_dist() {
    local version archive meta dir=$CSQ_SCRATCH/dist stage=$CSQ_SCRATCH/dist/stage wants f
    version=$(csq_version)
    archive=$CSQ_TOP/build/csq-$version.zip
    git -C "$CSQ_TOP" diff --quiet HEAD 2>/dev/null || csq_say "what is not committed is not in the archive"
    meta=$(dist_meta) || exit 1
    git -C "$CSQ_TOP" archive --format=zip --prefix="csq-$version/" --add-virtual-file="csq-$version/META.json:$meta" -o "$archive" HEAD -- . ':!META.json' || csq_die "the archive is made by git; this is no checkout"
    mkdir -p "$dir/build"
    (cd "$dir" && unzip -q "$archive") || csq_die "cannot unpack $archive"
    # all before install: the second does nothing but copy
    for wants in all install; do
        make -C "$dir/build" -s -j"$(nproc)" -f "../csq-$version/Makefile" VPATH="$dir/csq-$version" PG_CONFIG="$CSQ_PG_CONFIG" \
            DESTDIR="$stage" $wants >"$CSQ_TOP/build/dist.log" 2>&1 || { tail -20 "$CSQ_TOP/build/dist.log"; csq_die "make $wants fails in what was unpacked"; }
    done
    for wants in "$("$CSQ_PG_CONFIG" --pkglibdir)/csq.so" "$("$CSQ_PG_CONFIG" --sharedir)/extension/csq.control" \
        "$("$CSQ_PG_CONFIG" --sharedir)/extension/csq--$version.sql" "$("$CSQ_PG_CONFIG" --docdir)/csq/score.md"; do
        [ -s "$stage$wants" ] || csq_die "make install of what was unpacked leaves out $wants"
    done
    f=$(cd "$dir/csq-$version" && find . -newer "$archive" -type f)
    [ -z "$f" ] || csq_die "building out of the tree wrote into the tree: $f"
    csq_say "$(du -h "$archive" | cut -f1) $archive, builds and installs from a clean unpack"
}
csq_dist
