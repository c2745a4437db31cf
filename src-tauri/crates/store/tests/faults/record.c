/* Records what a program does to the files in the folder RECORD_FOLDER, in its order, into the file RECORD_LOG:
 * preloaded into the program under test. Each record is a letter (w write, t truncate, s sync, c create, r rename,
 * d delete), then offset, length of the name and length of what follows, eight bytes each, the name, and the bytes
 * written or the new name. Shared memory is not recorded: it does not outlive a machine. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

static pthread_mutex_t turn = PTHREAD_MUTEX_INITIALIZER;
#define REAL(name, type) ((type)dlsym(RTLD_NEXT, name))

static int meant(const char *name)
{
    const char *folder = getenv("RECORD_FOLDER");
    return folder && getenv("RECORD_LOG") && strncmp(name, folder, strlen(folder)) == 0 && !strstr(name, "-shm");
}

static void put(char what, const char *name, uint64_t at, const void *bytes, uint64_t length)
{
    static int log = -1;
    uint64_t sizes[3] = {at, strlen(name), length};
    struct iovec parts[4] = {{&what, 1}, {sizes, sizeof sizes}, {(void *)name, sizes[1]}, {(void *)bytes, length}};
    if (log < 0)
        log = (int)syscall(SYS_openat, AT_FDCWD, getenv("RECORD_LOG"), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    if (log < 0 || syscall(SYS_writev, log, parts, 4) != (long)(1 + sizeof sizes + sizes[1] + length))
        abort();
}

static int named(int fd, char *name, size_t room)
{
    char link[64];
    ssize_t length;
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    length = readlink(link, name, room - 1);
    if (length < 0)
        return 0;
    name[length] = 0;
    return meant(name);
}

/* What is done and what is recorded are one step, so that the order in the log is the order of the disk. */
#define DONE(type, call, record)                                                                                       \
    {                                                                                                                  \
        char name[4096];                                                                                               \
        int is_meant = named(fd, name, sizeof name);                                                                   \
        type done;                                                                                                     \
        if (!is_meant)                                                                                                 \
            return call;                                                                                               \
        pthread_mutex_lock(&turn);                                                                                     \
        done = call;                                                                                                   \
        if (done >= 0)                                                                                                 \
            record;                                                                                                    \
        pthread_mutex_unlock(&turn);                                                                                   \
        return done;                                                                                                   \
    }

ssize_t pwrite(int fd, const void *bytes, size_t length, off_t at)
    DONE(ssize_t, REAL("pwrite", ssize_t(*)(int, const void *, size_t, off_t))(fd, bytes, length, at),
         put('w', name, at, bytes, done))
ssize_t pwrite64(int fd, const void *bytes, size_t length, off64_t at)
    DONE(ssize_t, REAL("pwrite64", ssize_t(*)(int, const void *, size_t, off64_t))(fd, bytes, length, at),
         put('w', name, at, bytes, done))
ssize_t write(int fd, const void *bytes, size_t length)
    DONE(ssize_t, REAL("write", ssize_t(*)(int, const void *, size_t))(fd, bytes, length),
         put('w', name, lseek(fd, 0, SEEK_CUR) - done, bytes, done))
int ftruncate(int fd, off_t length)
    DONE(int, REAL("ftruncate", int (*)(int, off_t))(fd, length), put('t', name, length, "", 0))
int ftruncate64(int fd, off64_t length)
    DONE(int, REAL("ftruncate64", int (*)(int, off64_t))(fd, length), put('t', name, length, "", 0))
int fsync(int fd) DONE(int, REAL("fsync", int (*)(int))(fd), put('s', name, 0, "", 0))
int fdatasync(int fd) DONE(int, REAL("fdatasync", int (*)(int))(fd), put('s', name, 0, "", 0))

#define OPENING(name)                                                                                                  \
    int name(const char *path, int flags, ...)                                                                         \
    {                                                                                                                  \
        va_list rest;                                                                                                  \
        mode_t mode;                                                                                                   \
        int fd;                                                                                                        \
        va_start(rest, flags);                                                                                         \
        mode = flags & (O_CREAT | O_TMPFILE) ? va_arg(rest, mode_t) : 0;                                               \
        va_end(rest);                                                                                                  \
        if (!meant(path) || !(flags & O_CREAT))                                                                        \
            return REAL(#name, int (*)(const char *, int, ...))(path, flags, mode);                                    \
        pthread_mutex_lock(&turn);                                                                                     \
        int is_there = access(path, F_OK) == 0;                                                                        \
        fd = REAL(#name, int (*)(const char *, int, ...))(path, flags, mode);                                          \
        if (fd >= 0 && !is_there)                                                                                      \
            put('c', path, 0, "", 0);                                                                                  \
        pthread_mutex_unlock(&turn);                                                                                   \
        return fd;                                                                                                     \
    }
OPENING(open)
OPENING(open64)

int rename(const char *from, const char *to)
{
    int done;
    if (!meant(from))
        return REAL("rename", int (*)(const char *, const char *))(from, to);
    pthread_mutex_lock(&turn);
    done = REAL("rename", int (*)(const char *, const char *))(from, to);
    if (done == 0)
        put('r', from, 0, to, strlen(to));
    pthread_mutex_unlock(&turn);
    return done;
}

int unlink(const char *path)
{
    int done;
    if (!meant(path))
        return REAL("unlink", int (*)(const char *))(path);
    pthread_mutex_lock(&turn);
    done = REAL("unlink", int (*)(const char *))(path);
    if (done == 0)
        put('d', path, 0, "", 0);
    pthread_mutex_unlock(&turn);
    return done;
}
