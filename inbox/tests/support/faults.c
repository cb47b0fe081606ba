/* Loaded before the C library, a machine with faults:
 *   FAULT_FLUSH_MS     each flush takes so many milliseconds, as it does on ordinary disks
 *   FAULT_FLUSH_FAILS  while this file exists, flushes fail
 *   FAULT_CLOCK_S      the wall clock is off by so many seconds */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <stdlib.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

static int flush(const char *name, int file) {
    const char *delay = getenv("FAULT_FLUSH_MS"), *fails = getenv("FAULT_FLUSH_FAILS");
    if (delay) usleep(1000 * (useconds_t)atoi(delay));
    if (fails && access(fails, F_OK) == 0) { errno = EIO; return -1; }
    return ((int (*)(int))dlsym(RTLD_NEXT, name))(file);
}

int fsync(int file) { return flush("fsync", file); }
int fdatasync(int file) { return flush("fdatasync", file); }

static time_t offset(void) {
    const char *seconds = getenv("FAULT_CLOCK_S");
    return seconds ? atol(seconds) : 0;
}

int clock_gettime(clockid_t clock, struct timespec *now) {
    static int (*real)(clockid_t, struct timespec *);
    if (!real) real = (int (*)(clockid_t, struct timespec *))dlsym(RTLD_NEXT, "clock_gettime");
    int failed = real(clock, now);
    if (!failed && clock == CLOCK_REALTIME) now->tv_sec += offset();
    return failed;
}

int gettimeofday(struct timeval *restrict now, void *restrict zone) {
    struct timespec precise;
    (void)zone;
    clock_gettime(CLOCK_REALTIME, &precise);
    now->tv_sec = precise.tv_sec;
    now->tv_usec = precise.tv_nsec / 1000;
    return 0;
}

time_t time(time_t *out) {
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    if (out) *out = now.tv_sec;
    return now.tv_sec;
}
