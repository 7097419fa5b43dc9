"""Prints the version of QGIS and the names of its layer providers."""
import json

from qgis.core import Qgis, QgsApplication, QgsProviderRegistry

QgsApplication.setPrefixPath("/usr", True)
application = QgsApplication([], False)
application.initQgis()
print(json.dumps({"version": Qgis.QGIS_VERSION, "providers": QgsProviderRegistry.instance().providerList()}))
application.exitQgis()
