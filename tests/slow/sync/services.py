"""Two officers in step over a real file service: Syncthing on the loopback, or git.

usage: services.py BINARY SOURCE_FOLDER syncthing|git
Ends with status 77 where the service is not installed.
"""

import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "history"))
from section_at_random import Section  # noqa: E402

SKIPPED = 77


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


class Git:
    """A bare repository and two checkouts."""

    def __init__(self, folder, names):
        self.folders = {}
        self.origin = os.path.join(folder, "origin.git")
        self.run(folder, "init", "-q", "--bare", "-b", "main", self.origin)
        for name in names:
            self.folders[name] = os.path.join(folder, name)
            self.run(folder, "clone", "-q", self.origin, self.folders[name])
            self.run(self.folders[name], "checkout", "-q", "-B", "main")

    def run(self, folder, *words, check=True):
        environment = dict(os.environ, GIT_CONFIG_GLOBAL=os.devnull, GIT_AUTHOR_NAME="o",
                           GIT_AUTHOR_EMAIL="o@lib.example", GIT_COMMITTER_NAME="o",
                           GIT_COMMITTER_EMAIL="o@lib.example")
        return subprocess.run(["git", *words], cwd=folder, env=environment, check=check,
                              capture_output=True, text=True)

    def settle(self):
        """Every checkout commits, takes what the others committed, and gives what it has."""
        for _ in range(2):
            for folder in self.folders.values():
                self.run(folder, "add", "-A")
                self.run(folder, "commit", "-q", "-m", "sync", check=False)
                if self.run(folder, "ls-remote", "origin", "main").stdout:
                    self.run(folder, "pull", "-q", "--no-rebase", "--no-edit",
                             "--allow-unrelated-histories", "origin", "main")
                self.run(folder, "push", "-q", "origin", "main", check=False)

    def end(self):
        pass


class Syncthing:
    """Two instances that only know each other: no discovery, relays, NAT, upgrades or reports."""

    OPTIONS = {"globalAnnounceEnabled": "false", "localAnnounceEnabled": "false",
               "relaysEnabled": "false", "natEnabled": "false", "urAccepted": "-1",
               "autoUpgradeIntervalH": "0", "crashReportingEnabled": "false",
               "startBrowser": "false"}

    def __init__(self, folder, names):
        self.folders = {name: os.path.join(folder, name) for name in names}
        self.homes = {name: os.path.join(folder, name + "-home") for name in names}
        self.environment = dict(os.environ, STNOUPGRADE="1", HOME=folder)
        self.ports = {name: free_port() for name in names}
        self.processes = []
        for name in names:
            os.mkdir(self.folders[name])
            subprocess.run(["syncthing", "generate", "--no-default-folder", "--skip-port-probing",
                            "--home", self.homes[name]], check=True, env=self.environment,
                           capture_output=True)
        self.devices = {name: self.device(name) for name in names}
        for name in names:
            self.configure(name)
            log = open(os.path.join(folder, name + ".log"), "w", encoding="utf-8")
            self.processes.append(subprocess.Popen(
                ["syncthing", "serve", "--no-browser", "--no-restart", "--home", self.homes[name]],
                env=self.environment, stdout=log, stderr=log))

    def device(self, name):
        with open(os.path.join(self.homes[name], "config.xml"), encoding="utf-8") as file:
            return re.search(r'<device id="([A-Z0-9-]{60,})"', file.read()).group(1)

    def configure(self, name):
        path = os.path.join(self.homes[name], "config.xml")
        with open(path, encoding="utf-8") as file:
            text = file.read()
        text = re.sub(r"<listenAddress>[^<]*</listenAddress>",
                      f"<listenAddress>tcp://127.0.0.1:{self.ports[name]}</listenAddress>", text)
        text = re.sub(r"(<gui[^>]*>\s*<address>)[^<]*", rf"\g<1>127.0.0.1:{free_port()}", text)
        for option, value in self.OPTIONS.items():
            text, count = re.subn(rf"<{option}>[^<]*</{option}>", f"<{option}>{value}</{option}>",
                                  text)
            assert count == 1, option
        others = "".join(
            f'<device id="{device}" name="{other}" compression="never" introducer="false">'
            f"<address>tcp://127.0.0.1:{self.ports[other]}</address></device>"
            for other, device in self.devices.items() if other != name)
        members = "".join(f'<device id="{device}"></device>' for device in self.devices.values())
        shared = (f'<folder id="section" path="{self.folders[name]}" type="sendreceive" '
                  f'rescanIntervalS="2" fsWatcherEnabled="true" fsWatcherDelayS="1">{members}'
                  "</folder>")
        text = text.replace("</configuration>", shared + others + "</configuration>")
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)

    @staticmethod
    def content(folder):
        return {entry.name: open(entry.path, "rb").read() for entry in os.scandir(folder)
                if entry.name.startswith("lmsection-")}

    def settle(self):
        """Waits until both folders are the same and stay so."""
        end, same_since = time.monotonic() + 120, None
        while time.monotonic() < end:
            try:
                one, other = map(self.content, self.folders.values())
            except FileNotFoundError:
                continue
            if one != other:
                same_since = None
            elif same_since is None:
                same_since = time.monotonic()
            elif time.monotonic() - same_since > 5:
                return
            time.sleep(0.2)
        raise AssertionError("Syncthing did not bring the folders in step")

    def end(self):
        for process in self.processes:
            process.terminate()
        for process in self.processes:
            process.wait()


def scenario(service, officers):
    """Months in short: changes on both sides, a conflict, a decision, somebody to forget."""
    ann, ben = officers
    rounds = 0

    def in_step():
        nonlocal rounds
        for _ in range(10):
            before = [sorted(os.listdir(service.folders[one.name])) for one in officers]
            for officer in officers:
                officer.run("sync", service.folders[officer.name], "--quiet", allowed=(0,))
            service.settle()
            rounds += 1
            if before == [sorted(os.listdir(service.folders[one.name])) for one in officers]:
                assert ann.records() == ben.records() and ann.history() == ben.history()
                return
        raise AssertionError("they never come to rest")

    in_step()
    ann.run("person", "add", "Zoe Tokenson <zoe@lib.example>", allowed=(0,))
    ben.run("report-due", "submit", "middle-managers", "2026-12", allowed=(0,))
    in_step()
    ann.run("person", "edit", "zoe@lib.example", "--institution", "City Library", allowed=(0,))
    ben.run("person", "edit", "zoe@lib.example", "--institution", "State Library", allowed=(0,))
    in_step()
    waiting = ben.run("sync", "conflicts", "-f", "csv", allowed=(0,)).stdout.splitlines()
    assert len(waiting) == 2 and "City Library" in waiting[1], waiting
    ben.run("sync", "decide", waiting[1].split(",")[0], "--other", allowed=(0,))
    in_step()
    for officer in officers:
        assert len(officer.run("sync", "conflicts", "-f", "csv").stdout.splitlines()) == 1
        assert officer.ask("SELECT institution FROM people WHERE email = 'zoe@lib.example'") == [
            ("City Library",)]
    ann.run("person", "forget", "zoe@lib.example", "--yes", allowed=(0,))
    in_step()
    for officer in officers:
        assert b"Tokenson" not in open(officer.file, "rb").read()
        folder = service.folders[officer.name]
        files = [name for name in os.listdir(folder) if name.startswith("lmsection-")]
        assert len(files) == 2, files
        for name in files:
            assert b"Tokenson" not in open(os.path.join(folder, name), "rb").read(), name
    for officer in officers:
        done = officer.run("sync", service.folders[officer.name], allowed=(0,))
        assert (done.stdout, done.stderr) == ("", ""), done
    return rounds


def main():
    binary, source, kind = sys.argv[1:4]
    if not shutil.which(kind):
        print(f"{kind} is not installed")
        return SKIPPED
    with tempfile.TemporaryDirectory(prefix="lmsection-service-") as folder:
        sample = Section(binary, folder, "sample")
        sample.load_sample(source)
        officers = [sample.copy("ann"), sample.copy("ben")]
        os.mkdir(os.path.join(folder, "shared"))
        service = {"git": Git, "syncthing": Syncthing}[kind](os.path.join(folder, "shared"),
                                                             [one.name for one in officers])
        try:
            rounds = scenario(service, officers)
        finally:
            service.end()
    print(f"two officers in step over {kind}, after {rounds} rounds")
    return 0


if __name__ == "__main__":
    sys.exit(main())
