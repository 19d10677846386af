#include "geo/crs.hpp"

#include <proj.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <mutex>

#include "base/error.hpp"
#include "base/parallel.hpp"
#include "geo/grid_projection.hpp"

namespace needsmap::geo {

namespace {

constexpr const char* map_crs = "EPSG:27700";

struct ContextDeleter {
    void operator()(PJ_CONTEXT* c) const { proj_context_destroy(c); }
};
struct ObjectDeleter {
    void operator()(PJ* p) const { proj_destroy(p); }
};
using Object = std::unique_ptr<PJ, ObjectDeleter>;

/// A PROJ context that neither prints nor downloads: a map must not depend on whether the network was up.
class Context {
public:
    Context() : m_context(proj_context_create()) {
        proj_log_level(m_context.get(), PJ_LOG_NONE);
        proj_context_set_enable_network(m_context.get(), 0);
    }
    [[nodiscard]] PJ_CONTEXT* get() const { return m_context.get(); }
    [[nodiscard]] std::string last_error() const {
        const int number = proj_context_errno(m_context.get());
        return number ? proj_context_errno_string(m_context.get(), number) : "unknown name";
    }

private:
    std::unique_ptr<PJ_CONTEXT, ContextDeleter> m_context;
};

/// A context together with one transformation made in it; belongs to one thread at a time.
class Transformation {
public:
    explicit Transformation(const std::string& definition) : m_object(proj_create(m_context.get(), definition.c_str())) {
        if (!m_object) throw base::Error("PROJ could not prepare a coordinate transformation: " + m_context.last_error() + ".");
    }
    [[nodiscard]] MapPoint operator()(PJ_DIRECTION direction, MapPoint p) const {
        const PJ_COORD out = proj_trans(m_object.get(), direction, proj_coord(p.x, p.y, 0, 0));
        if (!std::isfinite(out.xy.x) || !std::isfinite(out.xy.y)) return {std::nan(""), std::nan("")};
        return {out.xy.x, out.xy.y};
    }

private:
    Context m_context;
    Object m_object;
};

/// One operation for all of a file, found once. PROJ would choose per point by area of use, which costs time and could tear the
/// map along the edge of such an area; we take the operation it chooses in the middle of England.
struct Operation {
    bool identity = false;
    std::string definition;  ///< what proj_create() makes the operation from, x = east, y = north on both sides
    std::string note;
};

std::string shorten(const std::string& source) { return source.size() <= 80 ? source : source.substr(0, 77) + "..."; }

std::string note_for(const std::string& definition, double accuracy_m) {
    if (definition.find("OSTN15") != std::string::npos) return "Converted to British National Grid with the OSTN15 grid.";
    if (definition.find("helmert") != std::string::npos)
        return "Converted to British National Grid with the 7-parameter transformation, because the OSTN15 grid file is not installed: "
               "positions can be up to about 5 m off.";
    if (accuracy_m > 0.5) {
        const int metres = static_cast<int>(std::ceil(accuracy_m));
        return "Converted to British National Grid with a transformation good to about " + std::to_string(metres) + " m.";
    }
    return {};
}

Operation find_operation(const std::string& source) {
    const Context context;
    const Object from(proj_create(context.get(), source.c_str()));
    if (!from || !proj_is_crs(from.get()))
        throw base::Error("The coordinate system '" + shorten(source) + "' is not one PROJ knows (" + context.last_error() + ").",
                          "Give it as EPSG code, for example EPSG:27700 or EPSG:4326.");
    const Object to(proj_create(context.get(), map_crs));
    if (!to)
        throw base::Error("PROJ does not find its database (proj.db), so no coordinates can be converted.",
                          "Install the package proj-data.");
    Operation operation;
    if (proj_is_equivalent_to_with_ctx(context.get(), from.get(), to.get(), PJ_COMP_EQUIVALENT_EXCEPT_AXIS_ORDER_GEOGCRS)) {
        operation.identity = true;
        return operation;
    }
    const Object raw(proj_create_crs_to_crs_from_pj(context.get(), from.get(), to.get(), nullptr, nullptr));
    const Object all(raw ? proj_normalize_for_visualization(context.get(), raw.get()) : nullptr);
    if (!all)
        throw base::Error("Coordinates in '" + shorten(source) + "' cannot be converted to British National Grid (" + context.last_error() +
                          ").");
    const PJ_COORD middle = proj_coord(450000, 250000, 0, 0);
    (void)proj_trans(all.get(), PJ_INV, middle);
    const Object used(proj_trans_get_last_used_operation(all.get()));
    PJ* chosen = used ? used.get() : all.get();
    const char* text = proj_as_proj_string(context.get(), chosen, PJ_PROJ_5, nullptr);
    if (!text || !*text) text = proj_as_projjson(context.get(), chosen, nullptr);
    if (!text) throw base::Error("Coordinates in '" + shorten(source) + "' cannot be converted to British National Grid.");
    operation.definition = text;
    operation.note = note_for(operation.definition, proj_pj_info(chosen).accuracy);
    return operation;
}

/// Finding an operation opens PROJ's database and takes tens of milliseconds; files of one workspace mostly share a system.
Operation operation_from(const std::string& source) {
    if (source == map_crs) return {true, {}, {}};
    static std::mutex mutex;
    static std::map<std::string, Operation> known;
    {
        const std::lock_guard lock(mutex);
        if (const auto found = known.find(source); found != known.end()) return found->second;
    }
    Operation operation = find_operation(source);
    const std::lock_guard lock(mutex);
    return known.emplace(source, std::move(operation)).first->second;
}

/// The closed form when it exists and agrees with PROJ to a micrometre all over Great Britain.
std::optional<GridProjection> checked_closed_form(const Operation& operation) {
    if (operation.identity) return std::nullopt;
    const std::optional<GridProjection> closed = GridProjection::from_pipeline(operation.definition);
    if (!closed) return std::nullopt;
    const Transformation proj(operation.definition);
    for (double lon = -9; lon <= 3; lon += 3) {
        for (double lat = 49; lat <= 61; lat += 3) {
            const MapPoint a = (*closed)({lon, lat});
            const MapPoint b = proj(PJ_FWD, {lon, lat});
            if (!(distance(a, b) < 1e-6)) return std::nullopt;
        }
    }
    return closed;
}

}  // namespace

struct MapFromCrs::Impl {
    explicit Impl(const std::string& source) : operation(operation_from(source)), closed_form(checked_closed_form(operation)) {}
    Operation operation;
    std::optional<GridProjection> closed_form;
};

MapFromCrs::MapFromCrs(const std::string& source) : m_impl(std::make_unique<Impl>(source)) {}
MapFromCrs::~MapFromCrs() = default;
MapFromCrs::MapFromCrs(MapFromCrs&&) noexcept = default;
MapFromCrs& MapFromCrs::operator=(MapFromCrs&&) noexcept = default;

bool MapFromCrs::is_identity() const { return m_impl->operation.identity; }
std::string MapFromCrs::accuracy_note() const { return m_impl->operation.note; }

void MapFromCrs::transform(std::span<MapPoint> points) const {
    if (is_identity()) return;
    base::parallel_ranges(points.size(), 1 << 14, [&](std::size_t first, std::size_t last) {
        const std::span<MapPoint> some = points.subspan(first, last - first);
        const std::optional<GridProjection>& closed_form = m_impl->closed_form;
        if (closed_form && std::all_of(some.begin(), some.end(), [&](MapPoint p) { return closed_form->covers(p); })) {
            closed_form->apply(some);
            return;
        }
        // Each point by itself, so that the result does not depend on its company.
        const Transformation proj(m_impl->operation.definition);
        for (MapPoint& p : some) p = closed_form && closed_form->covers(p) ? (*closed_form)(p) : proj(PJ_FWD, p);
    });
}

struct LonLatFromMap::Impl {
    Transformation transformation{operation_from("OGC:CRS84").definition};
};

LonLatFromMap::LonLatFromMap() : m_impl(std::make_unique<Impl>()) {}
LonLatFromMap::~LonLatFromMap() = default;
LonLatFromMap::LonLatFromMap(LonLatFromMap&&) noexcept = default;

LonLat LonLatFromMap::operator()(MapPoint point) const {
    const MapPoint degrees = m_impl->transformation(PJ_INV, point);
    return {degrees.x, degrees.y};
}

CoordinateGuess guess_coordinates(double min_x, double min_y, double max_x, double max_y) {
    if (!(min_x <= max_x && min_y <= max_y)) return CoordinateGuess::unknown;  // also catches NaN
    if (min_x >= -180 && max_x <= 180 && min_y >= -90 && max_y <= 90) return CoordinateGuess::lon_lat;
    // The grid's letters cover 0..700 km east and 0..1300 km north.
    if (min_x >= 0 && max_x <= 700e3 && min_y >= 0 && max_y <= 1300e3) return CoordinateGuess::british_national_grid;
    // Great Britain in web Mercator: longitudes -9..2, latitudes 49..61, with a margin.
    if (min_x >= -1.2e6 && max_x <= 0.4e6 && min_y >= 6.0e6 && max_y <= 8.8e6) return CoordinateGuess::web_mercator;
    return CoordinateGuess::unknown;
}

}  // namespace needsmap::geo
