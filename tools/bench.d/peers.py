"""Programs to measure against, where they are installed: what draws a comparable map from the same file, as a command line."""
import os
import shutil
import subprocess

HERE = os.path.dirname(os.path.abspath(__file__))
SYSTEM_PYTHON = "/usr/bin/python3"  # Debian's mapnik and QGIS modules belong to Debian's python

MAPFILE = """MAP
  NAME areas
  SIZE {width} {height}
  MAXSIZE 8192
  EXTENT {extent}
  IMAGECOLOR 255 255 255
  IMAGETYPE {image}
  PROJECTION "init=epsg:27700" END
  OUTPUTFORMAT NAME {image} DRIVER "{driver}" IMAGEMODE RGB END
  LAYER
    NAME areas
    TYPE POLYGON
    STATUS DEFAULT
    CONNECTIONTYPE OGR
    CONNECTION "{source}"
    DATA "{layer}"
    PROJECTION "init={source_crs}" END
    PROCESSING "CLOSE_CONNECTION=DEFER"
{classes}
  END
END
"""
COLOURS = ["255 247 188", "254 227 145", "254 196 79", "236 112 20", "153 52 4"]


def has_module(name):
    """True when Debian's python can import it."""
    if not os.path.exists(SYSTEM_PYTHON):
        return False
    done = subprocess.run([SYSTEM_PYTHON, "-c", f"import {name}"], capture_output=True, check=False)
    return done.returncode == 0


def mapserver_file(data, out, width, height, folder):
    """Writes a map file for `out` and returns its path."""
    bounds = data.breaks
    classes = []
    for i, colour in enumerate(COLOURS):
        tests = []
        if i > 0:
            tests.append(f"[{data.field}] >= {bounds[i - 1]}")
        if i < len(bounds):
            tests.append(f"[{data.field}] < {bounds[i]}")
        style = f"STYLE COLOR {colour} END STYLE OUTLINECOLOR 255 255 255 WIDTH 0.4 END"
        classes.append(f"    CLASS EXPRESSION ({' AND '.join(tests)}) {style} END")
    pdf = out.endswith(".pdf")
    text = MAPFILE.format(width=width, height=height, extent=data.extent, source=data.source, layer=data.layer,
                          source_crs=data.source_crs.lower(), classes="\n".join(classes), image="pdf" if pdf else "png",
                          driver="CAIRO/PDF" if pdf else "AGG/PNG")
    path = os.path.join(folder, f"{os.path.basename(out)}.map")
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)
    return path


def find():
    """Name of each peer here to a function (data, out, width, height, folder) -> command. `data` is a bench.PeerData."""
    peers = {}

    def python_peer(script):
        def command(data, out, width, height, _folder):
            return [SYSTEM_PYTHON, os.path.join(HERE, script), data.source, data.layer, data.field, ",".join(map(str, data.breaks)),
                    data.source_crs, out, str(width), str(height)]
        return command

    if has_module("qgis.core"):
        peers["QGIS"] = python_peer("qgis_map.py")
    if has_module("mapnik"):
        peers["mapnik"] = python_peer("mapnik_map.py")
    if shutil.which("map2img"):
        def mapserver(data, out, width, height, folder):
            return ["map2img", "-m", mapserver_file(data, out, width, height, folder), "-o", out]
        peers["MapServer"] = mapserver
    return peers
