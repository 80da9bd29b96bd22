"""What a process that computes on untrusted input may still do: compute, and speak on the pipes it was given.

Its own limits hold on every POSIX system. On Linux the kernel also keeps it from the files (Landlock, Linux 5.13) and
from the network, other programs and other processes (seccomp, x86-64 and ARM); a kernel that has neither is no reason
to refuse to work. What is imported later must still be found, so the interpreter's and the project's code is readable.
"""

import ctypes
import errno
import os
import platform
import site
import struct
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

_MOST_OPEN_FILES = 64

_PR_SET_PDEATHSIG, _PR_SET_DUMPABLE, _PR_SET_SECCOMP, _PR_SET_NO_NEW_PRIVS = 1, 4, 22, 38
_SIGKILL = 9


def confine(seconds: float, memory_mb: int) -> None:
    """Limit this process for good: its time, its memory, and what it can reach."""
    sys.dont_write_bytecode = True
    _set_limits(seconds, memory_mb)
    if sys.platform == "linux":
        libc = ctypes.CDLL(None, use_errno=True)
        libc.prctl(_PR_SET_PDEATHSIG, _SIGKILL, 0, 0, 0)  # it does not outlive the one who asked
        libc.prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)  # its memory is the document: no core file, no debugger
        if libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0:
            _close_files(libc)
            _close_system_calls(libc)


def left_open() -> str:
    """What this system cannot keep such a process from, in one sentence for the reviewer; "" where it keeps it all."""
    missing = ["opening other files", "the network and other programs"]
    if sys.platform == "linux":
        libc = ctypes.CDLL(None, use_errno=True)
        if libc.syscall(_CREATE_RULESET, None, 0, _VERSION_FLAG) >= 1:
            missing.remove("opening other files")
        if platform.machine() in _ARCHITECTURES and _has_seccomp(libc):
            missing.remove("the network and other programs")
    if not missing:
        return ""
    return f"This system does not keep the process that reads files from {' and from '.join(missing)}."


def _set_limits(seconds: float, memory_mb: int) -> None:
    try:
        import resource
    except ImportError:  # Windows: the parent's clock is the limit there
        return
    limits = {
        resource.RLIMIT_AS: memory_mb << 20,
        resource.RLIMIT_CPU: int(seconds) + 1,
        resource.RLIMIT_NOFILE: _MOST_OPEN_FILES,
        resource.RLIMIT_NPROC: 0,
        resource.RLIMIT_FSIZE: 0,
        resource.RLIMIT_CORE: 0,
    }
    for limit, value in limits.items():
        _, most = resource.getrlimit(limit)
        value = value if most == resource.RLIM_INFINITY else min(value, most)
        try:
            resource.setrlimit(limit, (value, value))
        except ValueError:
            if sys.platform == "linux":  # macOS limits no address space below what is in use, which is vast there
                raise


# --- files: Landlock (linux/landlock.h) --------------------------------------------------------------------------

_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446  # system calls, the same on every architecture
_VERSION_FLAG, _RULE_PATH_BENEATH = 1, 1
_READ_FILE, _READ_DIR = 1 << 2, 1 << 3
_FILE_RIGHTS = {1: 13, 2: 14, 3: 15, 4: 15}
"""How many rights on files the first versions of Landlock know; later ones know 16."""
_SHARED_LIBRARIES = ("/lib", "/lib64", "/usr/lib", "/usr/lib64", "/usr/local/lib", "/etc/ld.so.cache")


def _close_files(libc: ctypes.CDLL) -> None:
    """No file can be opened, made, changed or removed any more, but code can be read."""
    version = libc.syscall(_CREATE_RULESET, None, 0, _VERSION_FLAG)
    if version < 1:
        return
    files = (1 << _FILE_RIGHTS.get(version, 16)) - 1
    network = 0b11 if version >= 4 else 0  # TCP
    scope = 0b11 if version >= 6 else 0  # signals, and sockets without a file
    rules = struct.pack("=QQQ", files, network, scope)
    ruleset = libc.syscall(_CREATE_RULESET, rules, len(rules), 0)
    if ruleset < 0:
        raise OSError(ctypes.get_errno(), "landlock_create_ruleset")
    for path in _code():
        try:
            opened = os.open(path, os.O_PATH | os.O_CLOEXEC)
        except FileNotFoundError:
            continue
        rights = _READ_FILE | _READ_DIR if Path(path).is_dir() else _READ_FILE
        if libc.syscall(_ADD_RULE, ruleset, _RULE_PATH_BENEATH, struct.pack("=Qi", rights, opened), 0):
            raise OSError(ctypes.get_errno(), "landlock_add_rule")
        os.close(opened)
    if libc.syscall(_RESTRICT_SELF, ruleset, 0):
        raise OSError(ctypes.get_errno(), "landlock_restrict_self")
    os.close(ruleset)


def _code() -> Iterator[str]:
    """Where modules and the libraries they load are."""
    project = Path(__file__).resolve().parent.parent
    yield from (str(project / package) for package in ("app", "domain"))
    yield str(Path(os.__file__).parent)
    yield from site.getsitepackages()
    yield from _SHARED_LIBRARIES


# --- everything else: seccomp (linux/seccomp.h, linux/filter.h) ------------------------------------------------------

_FORBIDDEN = {
    # the network
    "socket": (41, 198),
    "socketpair": (53, 199),
    "bind": (49, 200),
    "listen": (50, 201),
    "connect": (42, 203),
    "sendto": (44, 206),
    "sendmsg": (46, 211),
    "sendmmsg": (307, 269),
    # other programs, processes and their memory
    "clone": (56, 220),
    "fork": (57, None),
    "vfork": (58, None),
    "execve": (59, 221),
    "execveat": (322, 281),
    "kill": (62, 129),
    "tkill": (200, 130),
    "tgkill": (234, 131),
    "rt_sigqueueinfo": (129, 138),
    "rt_tgsigqueueinfo": (297, 240),
    "pidfd_send_signal": (424, 424),
    "setpriority": (141, 140),
    "ioprio_set": (251, 30),
    "kcmp": (312, 272),
    "process_madvise": (440, 440),
    "pidfd_open": (434, 434),
    "pidfd_getfd": (438, 438),
    "ptrace": (101, 117),
    "process_vm_readv": (310, 270),
    "process_vm_writev": (311, 271),
    "shmget": (29, 194),
    "semget": (64, 190),
    "msgget": (68, 186),
    "mq_open": (240, 180),
    # what Landlock leaves of the files
    "chmod": (90, None),
    "fchmod": (91, 52),
    "fchmodat": (268, 53),
    "fchmodat2": (452, 452),
    "chown": (92, None),
    "fchown": (93, 55),
    "lchown": (94, None),
    "fchownat": (260, 54),
    "utime": (132, None),
    "utimes": (235, None),
    "futimesat": (261, None),
    "utimensat": (280, 88),
    "setxattr": (188, 5),
    "lsetxattr": (189, 6),
    "fsetxattr": (190, 7),
    "open_by_handle_at": (304, 265),
    "mount": (165, 40),
    "umount2": (166, 39),
    "move_mount": (429, 429),
    "open_tree": (428, 428),
    "pivot_root": (155, 41),
    "chroot": (161, 51),
    # ways around a filter, and doors of the kernel that have often been open
    "io_uring_setup": (425, 425),
    "io_uring_enter": (426, 426),
    "io_uring_register": (427, 427),
    "bpf": (321, 280),
    "perf_event_open": (298, 241),
    "userfaultfd": (323, 282),
    "unshare": (272, 97),
    "setns": (308, 268),
    "personality": (135, 92),
    "add_key": (248, 217),
    "request_key": (249, 218),
    "keyctl": (250, 219),
}
"""System calls that fail with EPERM, with their numbers on x86-64 and ARM (asm/unistd_64.h, asm-generic/unistd.h)."""

_CLONE3 = 435
_PRLIMIT64 = (302, 261)
"""Fails for another process than this one, whose limits are read with it."""
_ARCHITECTURES = {"x86_64": (0, 0xC000003E), "aarch64": (1, 0xC00000B7)}
"""Machine -> column of the numbers, and its AUDIT_ARCH."""

_ALLOW, _FAIL, _EPERM, _ENOSYS = 0x7FFF0000, 0x00050000, 1, 38
_LOAD, _IF_EQUAL, _IF_AT_LEAST, _RETURN = 0x20, 0x15, 0x35, 0x06
_NUMBER_AT, _ARCHITECTURE_AT, _FIRST_ARGUMENT_AT, _X32 = 0, 4, 16, 0x40000000


class _Program(ctypes.Structure):
    _fields_ = [("length", ctypes.c_ushort), ("instructions", ctypes.c_char_p)]


def _close_system_calls(libc: ctypes.CDLL) -> None:
    """No network, no other program or process, by system calls that fail."""
    if platform.machine() not in _ARCHITECTURES:
        return
    column, architecture = _ARCHITECTURES[platform.machine()]
    code = b"".join(_filter(architecture, (numbers[column] for numbers in _FORBIDDEN.values()), _PRLIMIT64[column]))
    if libc.prctl(_PR_SET_SECCOMP, 2, ctypes.byref(_Program(len(code) // 8, code)), 0, 0) and _has_seccomp(libc):
        raise OSError(ctypes.get_errno(), "seccomp")


def _has_seccomp(libc: ctypes.CDLL) -> bool:
    """Whether the kernel takes filters: it then looks for the one that is not given here."""
    return libc.prctl(_PR_SET_SECCOMP, 2, None, 0, 0) != 0 and ctypes.get_errno() == errno.EFAULT


def _filter(architecture: int, forbidden: Iterable[int | None], of_itself: int) -> Iterator[bytes]:
    def step(code: int, value: int, if_so: int = 0, if_not: int = 0) -> bytes:
        return struct.pack("=HBBI", code, if_so, if_not, value)

    yield step(_LOAD, _ARCHITECTURE_AT)
    yield step(_IF_EQUAL, architecture, 1, 0)
    yield step(_RETURN, _FAIL | _EPERM)
    yield step(_LOAD, _NUMBER_AT)
    yield step(_IF_AT_LEAST, _X32, 0, 1)
    yield step(_RETURN, _FAIL | _EPERM)
    yield step(_IF_EQUAL, _CLONE3, 0, 1)
    yield step(_RETURN, _FAIL | _ENOSYS)
    yield step(_IF_EQUAL, of_itself, 0, 4)
    yield step(_LOAD, _FIRST_ARGUMENT_AT)
    yield step(_IF_EQUAL, 0, 1, 0)
    yield step(_RETURN, _FAIL | _EPERM)
    yield step(_RETURN, _ALLOW)
    for number in forbidden:
        if number is not None:
            yield step(_IF_EQUAL, number, 0, 1)
            yield step(_RETURN, _FAIL | _EPERM)
    yield step(_RETURN, _ALLOW)
