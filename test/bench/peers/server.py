"""A peer of the benches: answers one JSON line with one JSON line until its input ends.

usage: server.py LIBRARY PRECISION THREADS CASE [DEVICE], where CASE is a folder that `case.py` reads, DEVICE cpu (if absent) or gpu.
Questions: {"prepare": QUANTITY, "way": WAY}, answered by {"values": {...}}: what the first call from the start returned;
{"time": QUANTITY, "way": WAY, "seconds": S}, answered by {"milliseconds": [...]} of a step, as many calls as fit into S.
What fails is answered by {"failed": REASON}.
"""

import importlib
import json
import sys
import time

from case import Case


def main(library, precision, threads, folder, *device):
    answers = sys.stdout
    sys.stdout = sys.stderr  # libraries that print do not garble the answers
    peer = importlib.import_module(f"{library}_peer").Peer(Case(folder), precision, int(threads), *device)
    prepared = {}

    def answer(question):
        key = question["way"], question.get("prepare") or question["time"]
        if "prepare" in question:
            run = peer.prepare(*key)
            prepared[key] = run
            return {"values": run()}
        run, steps = prepared[key], peer.steps(key[1])
        return {"milliseconds": timed(run, steps, question["seconds"])}

    say(answers, {"ready": peer.version})
    for line in sys.stdin:
        try:
            say(answers, answer(json.loads(line)))
        except Exception as error:
            text = str(error).strip().splitlines()
            say(answers, {"failed": f"{type(error).__name__}: {text[0] if text else ''}"})


def timed(run, steps, seconds):
    times = []
    end = time.perf_counter() + seconds
    while not times or time.perf_counter() < end:
        begin = time.perf_counter()
        run()
        times.append(1000 * (time.perf_counter() - begin) / steps)
    return times


def say(stream, message):
    stream.write(json.dumps(message) + "\n")
    stream.flush()


main(*sys.argv[1:])
