"""A choropleth drawn by mapnik: the picture only, no legend. Run by tools/bench with Debian's python3."""
import sys

import mapnik

source, layer, field, breaks, source_crs, out, width, height = sys.argv[1:9]
colours = ["#fff7bc", "#fee391", "#fec44f", "#ec7014", "#993404"]
bounds = [float(b) for b in breaks.split(",")]

style = mapnik.Style()
for i, colour in enumerate(colours):
    tests = []
    if i > 0:
        tests.append(f"[{field}] >= {bounds[i - 1]}")
    if i < len(bounds):
        tests.append(f"[{field}] < {bounds[i]}")
    rule = mapnik.Rule()
    rule.filter = mapnik.Expression(" and ".join(tests))
    fill = mapnik.PolygonSymbolizer()
    fill.fill = mapnik.Color(colour)
    border = mapnik.LineSymbolizer()
    border.stroke = mapnik.Color("#ffffff")
    border.stroke_width = 0.4
    rule.symbols.append(fill)
    rule.symbols.append(border)
    style.rules.append(rule)

picture = mapnik.Map(int(width), int(height), "epsg:27700")
picture.background = mapnik.Color("white")
picture.append_style("areas", style)
areas = mapnik.Layer("areas", source_crs.lower())
areas.datasource = mapnik.Ogr(file=source, layer=layer)
areas.styles.append("areas")
picture.layers.append(areas)
picture.zoom_all()
mapnik.render_to_file(picture, out, out.rsplit(".", 1)[1])
