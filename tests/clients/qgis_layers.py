"""Loads layers into QGIS, draws each and tells the colour at places. qgis_layers.py FILE, FILE holds JSON:

{"layers": [{"name", "provider": "wms"|"WFS"|"vectortile", "uri", "rules": [{"layer", "filter", "colour"}]}],
 "extent": [west, south, east, north], "width", "height", "places": [[lon, lat], ...]}

Rules are for vector tiles, which QGIS draws as the user says; WFS layers are drawn in one colour.
"""
import json
import sys

from qgis.core import (
    QgsApplication, QgsCoordinateReferenceSystem, QgsCoordinateTransform, QgsFillSymbol, QgsMapRendererSequentialJob,
    QgsMapSettings, QgsPointXY, QgsProject, QgsRasterLayer, QgsRectangle, QgsSingleSymbolRenderer,
    QgsVectorLayer, QgsVectorTileBasicRenderer, QgsVectorTileBasicRendererStyle, QgsVectorTileLayer, QgsWkbTypes)
from qgis.PyQt.QtCore import QSize
from qgis.PyQt.QtGui import QColor

with open(sys.argv[1], encoding="utf-8") as file:
    job = json.load(file)
QgsApplication.setPrefixPath("/usr", True)
application = QgsApplication([], False)
application.initQgis()
messages = []
QgsApplication.messageLog().messageReceived.connect(lambda text, tag, level: messages.append(f"{tag}: {text}") if level > 0 else None)

mercator = QgsCoordinateReferenceSystem("EPSG:3857")
to_mercator = QgsCoordinateTransform(QgsCoordinateReferenceSystem("EPSG:4326"), mercator, QgsProject.instance())


def fill(colour):
    return QgsFillSymbol.createSimple({"color": colour, "outline_style": "no"})


def load(layer):
    if layer["provider"] == "wms":
        return QgsRasterLayer(layer["uri"], layer["name"], "wms")
    if layer["provider"] == "WFS":
        vector = QgsVectorLayer(layer["uri"], layer["name"], "WFS")
        if vector.isValid() and vector.geometryType() == QgsWkbTypes.PolygonGeometry:
            vector.setRenderer(QgsSingleSymbolRenderer(fill("#ff00ff")))
        return vector
    tiles = QgsVectorTileLayer(layer["uri"], layer["name"])
    styles = []
    for rule in layer["rules"]:
        style = QgsVectorTileBasicRendererStyle(rule["colour"], rule["layer"], QgsWkbTypes.PolygonGeometry)
        style.setFilterExpression(rule["filter"])
        style.setSymbol(fill(rule["colour"]))
        style.setEnabled(True)
        styles.append(style)
    renderer = QgsVectorTileBasicRenderer()
    renderer.setStyles(styles)
    tiles.setRenderer(renderer)
    tiles.setLabeling(None)
    return tiles


def draw(layer):
    settings = QgsMapSettings()
    settings.setLayers([layer])
    settings.setDestinationCrs(mercator)
    settings.setExtent(to_mercator.transformBoundingBox(QgsRectangle(*job["extent"])))
    settings.setOutputSize(QSize(job["width"], job["height"]))
    settings.setBackgroundColor(QColor(255, 255, 255))
    settings.setFlag(QgsMapSettings.Antialiasing, False)
    renderer = QgsMapRendererSequentialJob(settings)
    renderer.start()
    renderer.waitForFinished()
    picture, to_pixel = renderer.renderedImage(), settings.mapToPixel()
    colours = []
    for lon, lat in job["places"]:
        pixel = to_pixel.transform(to_mercator.transform(QgsPointXY(lon, lat)))
        colours.append(picture.pixelColor(int(pixel.x()), int(pixel.y())).name())
    return colours, [error.message for error in renderer.errors()]


def describe(layer):
    loaded = load(layer)
    answer = {"valid": loaded.isValid(), "error": "; ".join(messages)}
    if loaded.isValid():
        answer["colours"], answer["errors"] = draw(loaded)
        if isinstance(loaded, QgsVectorLayer):
            names = [field.name() for field in loaded.fields()]
            answer["fields"] = names
            answer["features"] = [
                {name: (None if (value := feature[name]) is None or str(value) == "NULL" else str(value)) for name in names}
                for feature in loaded.getFeatures()]
    return answer


result = {layer["name"]: describe(layer) for layer in job["layers"]}
print(json.dumps({"layers": result, "messages": messages}, ensure_ascii=False))
QgsProject.instance().clear()
application.exitQgis()
