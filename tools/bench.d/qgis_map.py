"""The same choropleth on a QGIS print layout with title, legend and scale bar. Run by tools/bench with Debian's python3."""
import os
import sys

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
from qgis.core import (QgsApplication, QgsCoordinateReferenceSystem, QgsCoordinateTransform, QgsFillSymbol,
                       QgsGraduatedSymbolRenderer, QgsLayoutExporter, QgsLayoutItemLabel, QgsLayoutItemLegend, QgsLayoutItemMap,
                       QgsLayoutItemScaleBar, QgsLayoutPoint, QgsLayoutSize, QgsMapRendererParallelJob, QgsMapSettings, QgsPrintLayout,
                       QgsProject, QgsRendererRange, QgsVectorLayer)
from qgis.PyQt.QtCore import QSize
from qgis.PyQt.QtGui import QColor

source, layer_name, field, breaks, source_crs, out, width, height = sys.argv[1:9]
as_layout = not out.endswith(".frame.png")
colours = ["#fff7bc", "#fee391", "#fec44f", "#ec7014", "#993404"]

application = QgsApplication([], False)
application.initQgis()
project = QgsProject.instance()
layer = QgsVectorLayer(f"{source}|layername={layer_name}", "Areas", "ogr")
edges = [-1e300] + [float(b) for b in breaks.split(",")] + [1e300]
ranges = []
for i, colour in enumerate(colours):
    symbol = QgsFillSymbol.createSimple({"color": colour, "outline_color": "#ffffff", "outline_width": "0.1"})
    ranges.append(QgsRendererRange(edges[i], edges[i + 1], symbol, f"class {i + 1}"))
layer.setRenderer(QgsGraduatedSymbolRenderer(field, ranges))
grid = QgsCoordinateReferenceSystem("EPSG:27700")
project.setCrs(grid)
extent = QgsCoordinateTransform(layer.crs(), grid, project).transformBoundingBox(layer.extent())
project.addMapLayer(layer)

if not as_layout:  # one picture through the API, as a window's first frame would need it
    settings = QgsMapSettings()
    settings.setLayers([layer])
    settings.setDestinationCrs(grid)
    settings.setExtent(extent)
    settings.setOutputSize(QSize(int(width), int(height)))
    settings.setBackgroundColor(QColor("white"))
    job = QgsMapRendererParallelJob(settings)
    job.start()
    job.waitForFinished()
    job.renderedImage().save(out)
else:
    layout = QgsPrintLayout(project)
    layout.initializeDefaults()
    page = layout.pageCollection().page(0)
    page_mm = page.pageSize()
    picture = QgsLayoutItemMap(layout)
    picture.setRect(20, 20, 100, 100)  # without it the extent is kept empty
    layout.addLayoutItem(picture)
    picture.attemptMove(QgsLayoutPoint(12, 25))
    picture.attemptResize(QgsLayoutSize(page_mm.width() - 80, page_mm.height() - 40))
    picture.setCrs(grid)
    picture.zoomToExtent(extent)
    title = QgsLayoutItemLabel(layout)
    title.setText("Areas by value")
    title.adjustSizeToText()
    title.attemptMove(QgsLayoutPoint(12, 10))
    layout.addLayoutItem(title)
    legend = QgsLayoutItemLegend(layout)
    legend.setLinkedMap(picture)
    legend.attemptMove(QgsLayoutPoint(page_mm.width() - 65, 25))
    layout.addLayoutItem(legend)
    bar = QgsLayoutItemScaleBar(layout)
    bar.setLinkedMap(picture)
    bar.applyDefaultSize()
    bar.attemptMove(QgsLayoutPoint(12, page_mm.height() - 14))
    layout.addLayoutItem(bar)
    exporter = QgsLayoutExporter(layout)
    if out.endswith(".pdf"):
        exporter.exportToPdf(out, QgsLayoutExporter.PdfExportSettings())
    else:
        how = QgsLayoutExporter.ImageExportSettings()
        how.dpi = round(int(width) / (page_mm.width() / 25.4))
        exporter.exportToImage(out, how)
# Leaving without exitQgis: its clean-up is not part of making the picture and crashes in some versions.
sys.stdout.flush()
os._exit(0 if os.path.getsize(out) > 0 else 1)
