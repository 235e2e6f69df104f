"""A shared folder on a share that stalls, that is full, or that may not be written: one clear line,
status 4, the database as it was or with all that was merged, and nothing half written.

usage: bad_folder.py BINARY SOURCE_FOLDER
A library in front of the C library plays the folder. Ends with status 77 without a C compiler.
"""

import os
import shutil
import subprocess
import sys
import tempfile

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "history"))
from section_at_random import Section  # noqa: E402

SKIPPED = 77
FOLDER = r"""
#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
static int is(const char *how, const char *path) {
    const char *folder = getenv("BAD_FOLDER"), *set = getenv("BAD_HOW");
    return folder && set && !strcmp(set, how) && strstr(path, folder);
}
static int of(const char *how, int file) {
    char link[64], path[4096] = "";
    snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    return readlink(link, path, sizeof path - 1) > 0 && is(how, path);
}
DIR *opendir(const char *path) {
    DIR *(*real)(const char *) = dlsym(RTLD_NEXT, "opendir");
    while (is("stalls", path)) sleep(1000);
    return real(path);
}
DIR *fdopendir(int file) {
    DIR *(*real)(int) = dlsym(RTLD_NEXT, "fdopendir");
    while (of("stalls", file)) sleep(1000);
    return real(file);
}
ssize_t write(int file, const void *bytes, size_t size) {
    ssize_t (*real)(int, const void *, size_t) = dlsym(RTLD_NEXT, "write");
    while (of("hangs", file)) sleep(1000);
    return of("full", file) ? (errno = ENOSPC, -1) : real(file, bytes, size);
}
int rename(const char *from, const char *to) {
    int (*real)(const char *, const char *) = dlsym(RTLD_NEXT, "rename");
    if (is("readonly", to)) return errno = EROFS, -1;
    return real(from, to);
}
"""


def main():
    binary, source = sys.argv[1:3]
    compiler = shutil.which("cc")
    if not compiler:
        print("there is no C compiler")
        return SKIPPED
    with tempfile.TemporaryDirectory(prefix="lmsection-bad-") as folder:
        library = os.path.join(folder, "folder.so")
        code = os.path.join(folder, "folder.c")
        with open(code, "w", encoding="utf-8") as file:
            file.write(FOLDER)
        subprocess.run([compiler, "-shared", "-fPIC", "-o", library, code, "-ldl"], check=True)
        sample = Section(binary, folder, "sample")
        sample.load_sample(source)
        shared = os.path.join(folder, "shared")
        os.mkdir(shared)
        ben = sample.copy("ben")
        ben.run("person", "add", "Zoe Lind <zoe@lib.example>", allowed=(0,))
        ben.run("sync", shared, allowed=(0,))
        for how, said in [("stalls", "has not answered for 1 seconds"),
                          ("hangs", "has not answered for 1 seconds"),
                          ("full", "No space left"), ("readonly", "Read-only")]:
            ann = sample.copy("ann")
            before = sorted(os.listdir(shared))
            ann.environment.update(LD_PRELOAD=library, BAD_FOLDER=shared, BAD_HOW=how)
            done = ann.run("sync", shared, "--timeout", "1", "--quiet", allowed=(4,))
            assert said in done.stderr and done.stderr.count("\n") == 1, (how, done.stderr)
            assert not ann.faults(), ann.faults()
            left = [name for name in os.listdir(shared) if not name.endswith(".tmp")]
            assert sorted(left) == before, (how, left)
            for name in ("LD_PRELOAD", "BAD_HOW"):
                del ann.environment[name]
            ann.run("sync", shared, allowed=(0,))
            assert ann.records() == ben.records() and ann.history() == ben.history(), how
            assert not [name for name in os.listdir(shared) if name.endswith(".tmp")], how
            for name in os.listdir(shared):
                if name not in before:
                    os.remove(os.path.join(shared, name))
            os.remove(ann.file + ".sync")
    print("a stalled, a full and a read-only folder get one line each")
    return 0


if __name__ == "__main__":
    sys.exit(main())
