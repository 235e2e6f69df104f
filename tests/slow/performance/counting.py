"""Counts the instructions that a command takes, which do not depend on what else the machine does.

What they could depend on is held still: the environment, the day, the section (the one that
scripts/bench makes, always the same), and which of its variants of a function libc takes for a
processor.
"""

import concurrent.futures
import importlib.machinery
import importlib.util
import os
import pathlib
import re
import shutil
import subprocess

ROOT = pathlib.Path(__file__).resolve().parents[3]
SKIPPED = 77
ENVIRONMENT = {"PATH": "/usr/bin:/bin", "HOME": "/nonexistent", "TZ": "UTC", "LC_ALL": "C.UTF-8",
               "LMSECTION_TODAY": "2026-11-24", "LMSECTION_ACTOR": "budget",
               "GLIBC_TUNABLES": "glibc.cpu.hwcaps=-AVX2,-AVX512F,-AVX512VL,-AVX_Fast_Unaligned_Load,-ERMS,-FSRM"}


def require(build):
    """Ends the test where there is nothing to count, or nothing to count with."""
    if build != "Release":
        print(f"skipped: instructions are counted in the presets ci and release; this is {build}")
        raise SystemExit(SKIPPED)
    if not shutil.which("valgrind"):
        raise SystemExit("valgrind is not installed; run 'scripts/setup test'")


def require_debian_12():
    """Ends the test on any other system: another compiler makes other instructions."""
    try:
        version = pathlib.Path("/etc/debian_version").read_text(encoding="utf-8").strip()
    except OSError:
        version = "unknown"
    if not version.startswith("12."):
        print(f"skipped: the budget is that of Debian 12; this is {version}")
        raise SystemExit(SKIPPED)


def bench():
    """scripts/bench, as a module."""
    loader = importlib.machinery.SourceFileLoader("bench", str(ROOT / "scripts" / "bench"))
    module = importlib.util.module_from_spec(importlib.util.spec_from_loader("bench", loader))
    loader.exec_module(module)
    return module


def section(program, folder, groups, appointments):
    """The file of a generated section, and the slug of a group that every one has."""
    made = bench().Section(program, folder, groups, appointments)
    return made.file, made.slug


def count(name, command, folder):
    """Instructions of one run, which must succeed."""
    log = folder / f"{name}.log"
    done = subprocess.run(
        ["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null", f"--log-file={log}",
         *command], env=ENVIRONMENT, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE, text=True, timeout=300, check=False)
    found = re.search(r"Collected : (\d+)", log.read_text(encoding="utf-8", errors="replace"))
    if done.returncode != 0 or not found:
        raise SystemExit(f"{command} ended with {done.returncode} under valgrind: {done.stderr}"
                         f"{log.read_text(encoding='utf-8', errors='replace')}")
    return int(found[1])


def count_all(commands, folder):
    """The instructions of each of the named commands."""
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        counts = pool.map(lambda name: count(name, commands[name], folder), commands)
        return dict(zip(commands, counts))
