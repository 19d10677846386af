#include "app/siting_isochrones.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <span>
#include <utility>

#include "analysis/access_result.hpp"
#include "app/isochrone_shapes.hpp"
#include "base/error.hpp"
#include "base/format.hpp"

namespace needsmap::app {

namespace {

constexpr double steps = 3;
/// At this speed a kilometre takes a minute, so that limits in kilometres are those of isochrone_shapes.
constexpr double km_as_minutes_kmh = 60;

bool is_line(const IsochronesWanted& wanted) { return wanted.mode == model::TravelMode::line; }

}  // namespace

std::vector<double> isochrone_steps(const IsochronesWanted& wanted) {
    const double unit = is_line(wanted) ? 0.1 : 1;
    std::vector<double> out;
    for (double step = 1; step < steps; ++step)
        if (const double limit = std::round(wanted.within * step / steps / unit) * unit; limit > 0 && limit < wanted.within)
            if (out.empty() || limit > out.back()) out.push_back(limit);
    out.push_back(wanted.within);
    return out;
}

PlanIsochrones plan_isochrones(const model::Workspace& workspace, const IsochronesWanted& wanted, base::JobContext& job) {
    TravelOptions how;
    how.mode = wanted.mode;
    if (is_line(wanted)) how.line_speed_kmh = km_as_minutes_kmh;
    PlanIsochrones out;
    out.key = is_line(wanted) ? "km in a straight line times " + base::format_plain(how.detour_factor, 1)
                              : "minutes " + std::string(analysis::mode_words(wanted.mode));
    try {
        IsochroneShapes shapes = isochrone_shapes(workspace, std::span(&wanted.site, 1), isochrone_steps(wanted), how, job);
        auto picture = std::make_shared<scene::IsochronePicture>();
        for (IsochroneBand& band : shapes.bands) {
            auto rings = std::make_shared<std::vector<std::vector<geo::MapPoint>>>();
            for (geo::RingsOfPart& part : band.parts) std::ranges::move(part, std::back_inserter(*rings));
            const bool is_whole = band.minutes == std::round(band.minutes);
            picture->bands.push_back({base::format_plain(band.minutes, is_whole ? 0 : 1), std::move(rings)});
        }
        if (picture->bands.back().rings->empty())
            out.problem = "This site is further from every road than people walk to one, so nobody reaches it.";
        else
            out.picture = std::move(picture);
    } catch (const base::Error& error) {
        out.problem = error.what();
    }
    return out;
}

}  // namespace needsmap::app
