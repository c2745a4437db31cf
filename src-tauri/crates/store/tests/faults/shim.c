/* Makes system calls fail, for the tests of failing disks: preloaded into the program under test.
 * SHIM_CALL names the kind (write, sync, truncate, open, rename, remove), SHIM_FILE is part of the name of every file
 * that is meant, SHIM_FROM is the first call that fails (from 1), SHIM_COUNT how many do, SHIM_ARMED a file: nothing
 * fails or counts until it is there. Each call that counts adds a byte to the file SHIM_CALLS, if that is named. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <unistd.h>

static long calls;

static int hits(const char *call, const char *name)
{
    const char *wanted = getenv("SHIM_CALL"), *file = getenv("SHIM_FILE"), *armed = getenv("SHIM_ARMED");
    const char *count = getenv("SHIM_CALLS");
    long n;
    if (!wanted || !file || !armed || strcmp(call, wanted) != 0 || !strstr(name, file) || access(armed, F_OK) != 0)
        return 0;
    n = __atomic_add_fetch(&calls, 1, __ATOMIC_SEQ_CST);
    if (count) {
        int out = (int)syscall(SYS_openat, AT_FDCWD, count, O_WRONLY | O_CREAT | O_APPEND, 0600);
        if (out >= 0) {
            syscall(SYS_write, out, ".", 1);
            syscall(SYS_close, out);
        }
    }
    if (n < atol(getenv("SHIM_FROM")) || n >= atol(getenv("SHIM_FROM")) + atol(getenv("SHIM_COUNT")))
        return 0;
    errno = EIO;
    return 1;
}

static int hits_open(const char *call, int fd)
{
    char link[64], name[4096];
    ssize_t length;
    if (!getenv("SHIM_CALL") || strcmp(call, getenv("SHIM_CALL")) != 0)
        return 0;
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    length = readlink(link, name, sizeof name - 1);
    if (length < 0)
        return 0;
    name[length] = 0;
    return hits(call, name);
}

#define REAL(name, type) ((type)dlsym(RTLD_NEXT, name))

#define ON_FILE(call, type, name, taken, ...)                                                                         \
    type name taken                                                                                                    \
    {                                                                                                                  \
        return hits_open(call, fd) ? -1 : REAL(#name, type(*) taken)(__VA_ARGS__);                                     \
    }

ON_FILE("sync", int, fdatasync, (int fd), fd)
ON_FILE("sync", int, fsync, (int fd), fd)
ON_FILE("write", ssize_t, write, (int fd, const void *bytes, size_t length), fd, bytes, length)
ON_FILE("write", ssize_t, pwrite, (int fd, const void *bytes, size_t length, off_t at), fd, bytes, length, at)
ON_FILE("write", ssize_t, pwrite64, (int fd, const void *bytes, size_t length, off64_t at), fd, bytes, length, at)
ON_FILE("truncate", int, ftruncate, (int fd, off_t length), fd, length)
ON_FILE("truncate", int, ftruncate64, (int fd, off64_t length), fd, length)

#define OPENING(name, taken, path, flags, ...)                                                                        \
    int name taken                                                                                                     \
    {                                                                                                                  \
        mode_t mode = 0;                                                                                               \
        if (flags & (O_CREAT | O_TMPFILE)) {                                                                           \
            va_list rest;                                                                                              \
            va_start(rest, flags);                                                                                     \
            mode = va_arg(rest, mode_t);                                                                               \
            va_end(rest);                                                                                              \
        }                                                                                                              \
        return hits("open", path) ? -1 : REAL(#name, int (*) taken)(__VA_ARGS__, mode);                                \
    }

OPENING(open, (const char *path, int flags, ...), path, flags, path, flags)
OPENING(open64, (const char *path, int flags, ...), path, flags, path, flags)
OPENING(openat, (int folder, const char *path, int flags, ...), path, flags, folder, path, flags)
OPENING(openat64, (int folder, const char *path, int flags, ...), path, flags, folder, path, flags)

int rename(const char *from, const char *to)
{
    return hits("rename", to) ? -1 : REAL("rename", int (*)(const char *, const char *))(from, to);
}

int unlink(const char *path)
{
    return hits("remove", path) ? -1 : REAL("unlink", int (*)(const char *))(path);
}
