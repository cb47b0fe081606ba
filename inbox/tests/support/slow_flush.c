/* Loaded before the C library: a disk that takes SLOW_FLUSH_MS milliseconds to flush, as ordinary ones do, and that fails the
 * flush while the file SLOW_FLUSH_FAILS exists. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

static int flush(const char *name, int file) {
    const char *delay = getenv("SLOW_FLUSH_MS"), *fails = getenv("SLOW_FLUSH_FAILS");
    if (delay) usleep(1000 * (useconds_t)atoi(delay));
    if (fails && access(fails, F_OK) == 0) { errno = EIO; return -1; }
    return ((int (*)(int))dlsym(RTLD_NEXT, name))(file);
}

int fsync(int file) { return flush("fsync", file); }
int fdatasync(int file) { return flush("fdatasync", file); }
