"""A headless Chromium, driven through its debugging pipe: nothing but Python's own library."""

import base64
import fcntl
import json
import os
import shutil
import subprocess
import tempfile
import time

PROGRAM = next((path for path in map(shutil.which, ("chromium", "chromium-browser",
                                                    "google-chrome")) if path), None)


class Browser:
    """One page in a browser of its own, gone with the object. What the page asked of the network
    and what it complained of is kept in `requests` and `complaints`."""

    def __init__(self):
        self.folder = tempfile.mkdtemp(prefix="lmsection-browser-")
        self.number = 0
        self.requests, self.complaints = [], []
        self.waiting = b""
        to_read, self.to = os.pipe()
        self.answers, from_write = os.pipe()

        def streams():    # the browser reads its descriptor 3 and writes to 4
            ends = [fcntl.fcntl(end, fcntl.F_DUPFD, 10) for end in (to_read, from_write)]
            os.dup2(ends[0], 3)
            os.dup2(ends[1], 4)

        self.process = subprocess.Popen(
            [PROGRAM, "--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars",
             "--remote-debugging-pipe", "--no-first-run", "--disable-background-networking",
             "--user-data-dir=" + self.folder, "about:blank"],
            preexec_fn=streams, close_fds=False, stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            env={**os.environ, "HOME": self.folder})
        os.close(to_read)
        os.close(from_write)
        self.session = None
        target = self.ask("Target.createTarget", url="about:blank")["targetId"]
        self.session = self.ask("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Network", "Log"):
            self.ask(domain + ".enable")
        self.ask("Performance.enable", timeDomain="threadTicks")
        self.ask("Network.emulateNetworkConditions", offline=True, latency=0,
                 downloadThroughput=-1, uploadThroughput=-1)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        os.close(self.to)
        self.process.terminate()
        self.process.wait()
        os.close(self.answers)
        shutil.rmtree(self.folder, ignore_errors=True)

    def message(self):
        while b"\0" not in self.waiting:
            part = os.read(self.answers, 1 << 20)
            assert part, "the browser has gone"
            self.waiting += part
        text, self.waiting = self.waiting.split(b"\0", 1)
        message = json.loads(text)
        method, what = message.get("method"), message.get("params", {})
        if method == "Network.requestWillBeSent":
            self.requests.append(what["request"]["url"])
        elif method == "Log.entryAdded":
            self.complaints.append(what["entry"]["text"])
        elif method == "Runtime.exceptionThrown":
            self.complaints.append(what["exceptionDetails"]["text"])
        return message

    def ask(self, method, **what):
        self.number += 1
        order = {"id": self.number, "method": method, "params": what}
        if self.session:
            order["sessionId"] = self.session
        data = json.dumps(order).encode() + b"\0"
        while data:
            data = data[os.write(self.to, data):]
        while True:
            message = self.message()
            if message.get("id") == self.number:
                assert "error" not in message, (method, message["error"])
                return message["result"]

    def run(self, script):
        """The value of an expression, or of the promise that it is."""
        answer = self.ask("Runtime.evaluate", expression=script, returnByValue=True,
                          awaitPromise=True)
        assert "exceptionDetails" not in answer, answer["exceptionDetails"]
        return answer["result"].get("value")

    def show(self, file, width, dark=False, height=900, paper=False):
        """Opens a file in a window of that size, in CSS pixels, or as it looks on paper. What lies
        outside of the window may not be laid out yet."""
        self.ask("Emulation.setDeviceMetricsOverride", width=width, height=height,
                 deviceScaleFactor=1, mobile=width < 600)
        self.ask("Emulation.setEmulatedMedia", media="print" if paper else "", features=[
            {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}])
        self.ask("Page.navigate", url="file://" + os.path.abspath(file))
        for _ in range(600):
            if self.run("document.readyState === 'complete' && location.protocol") == "file:":
                return
            time.sleep(0.05)
        raise AssertionError("the page does not load")

    def picture(self, file, whole=True):
        size = self.ask("Page.getLayoutMetrics")["cssContentSize"]
        clip = {"x": 0, "y": 0, "width": size["width"], "height": min(size["height"], 16000),
                "scale": 1}
        what = {"clip": clip, "captureBeyondViewport": True} if whole else {}
        data = self.ask("Page.captureScreenshot", format="png", **what)["data"]
        with open(file, "wb") as out:
            out.write(base64.b64decode(data))

    def busy(self):
        """How long the page has kept its processor busy, in milliseconds: scripts, styles, layout.
        Unlike the time that passes it does not grow with what else the machine does."""
        metrics = self.ask("Performance.getMetrics")["metrics"]
        return 1000 * next(m["value"] for m in metrics if m["name"] == "TaskDuration")

    def key(self, name, code):
        for kind in ("rawKeyDown", "keyUp"):
            self.ask("Input.dispatchKeyEvent", type=kind, key=name, code=name,
                     windowsVirtualKeyCode=code)

    def printed(self):
        data = self.ask("Page.printToPDF", preferCSSPageSize=True)["data"]
        return base64.b64decode(data)
