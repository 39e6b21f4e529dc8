#!/usr/bin/env bash
# dist.sh - the archive for PGXN, build/csq-VERSION.zip, of what is committed; tried by building and installing it, out of the tree,
# from a clean unpack, as the Debian package is built too.
set -u
. "$(dirname "$0")/lib.sh"
csq_setup dist

csq_dist() {
    local version archive dir=$CSQ_SCRATCH/dist stage=$CSQ_SCRATCH/dist/stage wants f
    version=$(csq_version)
    archive=$CSQ_TOP/build/csq-$version.zip
    git -C "$CSQ_TOP" diff --quiet HEAD 2>/dev/null || csq_say "what is not committed is not in the archive"
    git -C "$CSQ_TOP" archive --format=zip --prefix="csq-$version/" -o "$archive" HEAD || csq_die "the archive is made by git; this is no checkout"
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
