#include "geo/geos_handle.hpp"

#include "base/error.hpp"

namespace needsmap::geo {

Geos::Geos() : m_context(GEOS_init_r()) {
    if (!m_context) throw base::Error("The geometry library GEOS could not be started.");
    GEOSContext_setErrorMessageHandler_r(m_context, collect, this);
    GEOSContext_setNoticeMessageHandler_r(m_context, collect, this);
}

Geos::~Geos() { GEOS_finish_r(m_context); }

void Geos::collect(const char* message, void* self) { static_cast<Geos*>(self)->m_last_message = message; }

Geos::Geometry Geos::own(GEOSGeometry* geometry, const char* what) const {
    if (!geometry) throw base::Error(std::string("GEOS could not ") + what + ": " + m_last_message + ".");
    return Geometry(geometry, Deleter{m_context});
}

GEOSGeometry* Geos::ring(std::span<const MapPoint> points) const {
    GEOSCoordSequence* sequence = GEOSCoordSeq_create_r(m_context, static_cast<unsigned>(points.size() + 1), 2);
    for (unsigned i = 0; i <= points.size(); ++i) {
        const MapPoint p = points[i % points.size()];
        GEOSCoordSeq_setXY_r(m_context, sequence, i, p.x, p.y);
    }
    return GEOSGeom_createLinearRing_r(m_context, sequence);
}

Geos::Geometry Geos::multi_polygon(const PolygonParts& parts) const {
    std::vector<GEOSGeometry*> polygons;
    for (const std::vector<std::vector<MapPoint>>& part : parts) {
        if (part.empty() || part[0].size() < 3) continue;
        std::vector<GEOSGeometry*> holes;
        for (std::size_t h = 1; h < part.size(); ++h)
            if (part[h].size() >= 3) holes.push_back(ring(part[h]));
        polygons.push_back(GEOSGeom_createPolygon_r(m_context, ring(part[0]), holes.data(), static_cast<unsigned>(holes.size())));
    }
    return own(GEOSGeom_createCollection_r(m_context, GEOS_MULTIPOLYGON, polygons.data(), static_cast<unsigned>(polygons.size())),
               "take in a polygon");
}

std::vector<MapPoint> Geos::points_of_ring(const GEOSGeometry* ring) const {
    const GEOSCoordSequence* sequence = GEOSGeom_getCoordSeq_r(m_context, ring);
    unsigned count = 0;
    GEOSCoordSeq_getSize_r(m_context, sequence, &count);
    std::vector<MapPoint> points(count > 0 ? count - 1 : 0);
    for (unsigned i = 0; i < points.size(); ++i) GEOSCoordSeq_getXY_r(m_context, sequence, i, &points[i].x, &points[i].y);
    return points;
}

PolygonParts Geos::parts_of(const GEOSGeometry& geometry) const {
    PolygonParts parts;
    const int type = GEOSGeomTypeId_r(m_context, &geometry);
    if (type == GEOS_POLYGON) {
        if (GEOSisEmpty_r(m_context, &geometry)) return parts;
        std::vector<std::vector<MapPoint>> part;
        part.push_back(points_of_ring(GEOSGetExteriorRing_r(m_context, &geometry)));
        for (int h = 0; h < GEOSGetNumInteriorRings_r(m_context, &geometry); ++h)
            part.push_back(points_of_ring(GEOSGetInteriorRingN_r(m_context, &geometry, h)));
        parts.push_back(std::move(part));
    } else if (type == GEOS_MULTIPOLYGON || type == GEOS_GEOMETRYCOLLECTION) {
        for (int i = 0; i < GEOSGetNumGeometries_r(m_context, &geometry); ++i) {
            PolygonParts inner = parts_of(*GEOSGetGeometryN_r(m_context, &geometry, i));
            std::move(inner.begin(), inner.end(), std::back_inserter(parts));
        }
    }
    return parts;
}

Geos::Validity Geos::validity(const GEOSGeometry& geometry) const {
    char* reason = nullptr;
    GEOSGeometry* location = nullptr;
    Validity v;
    v.valid = GEOSisValidDetail_r(m_context, &geometry, 0, &reason, &location) == 1;
    if (reason) v.reason = reason;
    if (location) {
        GEOSGeomGetX_r(m_context, location, &v.where.x);
        GEOSGeomGetY_r(m_context, location, &v.where.y);
        GEOSGeom_destroy_r(m_context, location);
    }
    GEOSFree_r(m_context, reason);
    return v;
}

Geos::Geometry Geos::make_valid(const GEOSGeometry& geometry) const {
    GEOSMakeValidParams* parameters = GEOSMakeValidParams_create_r(m_context);
    GEOSMakeValidParams_setMethod_r(m_context, parameters, GEOS_MAKE_VALID_STRUCTURE);
    GEOSMakeValidParams_setKeepCollapsed_r(m_context, parameters, 0);
    GEOSGeometry* result = GEOSMakeValidWithParams_r(m_context, &geometry, parameters);
    GEOSMakeValidParams_destroy_r(m_context, parameters);
    return own(result, "repair a polygon");
}

Geos::Geometry Geos::intersection(const GEOSGeometry& a, const GEOSGeometry& b) const {
    return own(GEOSIntersection_r(m_context, &a, &b), "intersect two areas");
}

Geos::Geometry Geos::difference(const GEOSGeometry& a, const GEOSGeometry& b) const {
    return own(GEOSDifference_r(m_context, &a, &b), "subtract an area from another");
}

double Geos::area_m2(const GEOSGeometry& geometry) const {
    double area = 0;
    GEOSArea_r(m_context, &geometry, &area);
    return area;
}

}  // namespace needsmap::geo
