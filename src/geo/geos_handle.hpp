// GEOS for this layer only: a context per job, geometries that free themselves, and the few operations we need.
#pragma once

#include <geos_c.h>

#include <memory>
#include <span>
#include <string>
#include <vector>

#include "geo/spaces.hpp"

namespace needsmap::geo {

/// Rings of polygon parts: part i is rings[i][0] (outer) and its holes; closing points left out.
using PolygonParts = std::vector<std::vector<std::vector<MapPoint>>>;

/// One GEOS context; belongs to one thread at a time. Its messages are collected, not printed.
class Geos {
public:
    Geos();
    ~Geos();
    Geos(const Geos&) = delete;
    Geos& operator=(const Geos&) = delete;

    struct Deleter {
        GEOSContextHandle_t context = nullptr;
        void operator()(GEOSGeometry* g) const { GEOSGeom_destroy_r(context, g); }
    };
    using Geometry = std::unique_ptr<GEOSGeometry, Deleter>;

    /// A multipolygon; rings with fewer than three points are left out (and holes of such an outer ring). Throws base::Error.
    [[nodiscard]] Geometry multi_polygon(const PolygonParts& parts) const;
    /// The polygons of any geometry; lines and points are left out.
    [[nodiscard]] PolygonParts parts_of(const GEOSGeometry& geometry) const;

    struct Validity {
        bool valid = true;
        std::string reason;  ///< GEOS's own words, "Self-intersection"
        MapPoint where;
    };
    [[nodiscard]] Validity validity(const GEOSGeometry& geometry) const;
    /// Rings are noded and made sound one by one, then shells are merged and holes cut out ("structure" method): overlapping parts
    /// of one area count once and do not cancel. Throws base::Error when GEOS cannot.
    [[nodiscard]] Geometry make_valid(const GEOSGeometry& geometry) const;
    [[nodiscard]] Geometry intersection(const GEOSGeometry& a, const GEOSGeometry& b) const;
    [[nodiscard]] Geometry difference(const GEOSGeometry& a, const GEOSGeometry& b) const;
    [[nodiscard]] double area_m2(const GEOSGeometry& geometry) const;

private:
    [[nodiscard]] Geometry own(GEOSGeometry* geometry, const char* what) const;
    [[nodiscard]] GEOSGeometry* ring(std::span<const MapPoint> points) const;
    [[nodiscard]] std::vector<MapPoint> points_of_ring(const GEOSGeometry* ring) const;
    static void collect(const char* message, void* self);

    GEOSContextHandle_t m_context;
    mutable std::string m_last_message;
};

}  // namespace needsmap::geo
