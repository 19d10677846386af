#include "io/geography_builder.hpp"

#include "base/parallel.hpp"
#include "geo/topology.hpp"

namespace needsmap::io {

using geo::AreaIndex;
using model::Geography;

namespace {

std::shared_ptr<Geography> described(const GeographySpec& spec) {
    auto geography = std::make_shared<Geography>();
    geography->id = spec.id, geography->title = spec.title, geography->singular = spec.singular;
    geography->source = spec.source, geography->licence = spec.licence, geography->vintage = spec.vintage;
    return geography;
}

void set_areas(Geography& geography, std::vector<std::string> codes, std::vector<std::string> names, geo::CoverageLevels levels) {
    geography.codes = std::move(codes), geography.names = std::move(names);
    geography.area_of_code.reserve(geography.codes.size());
    for (std::size_t a = 0; a < geography.codes.size(); ++a) geography.area_of_code.emplace(geography.codes[a], static_cast<AreaIndex>(a));
    geography.coverage = std::make_shared<const geo::CoverageLevels>(std::move(levels));
    geography.locator = std::make_shared<const geo::AreaLocator>(geography.coverage->full_ptr());
}

}  // namespace

std::shared_ptr<Geography> make_geography(const GeographySpec& spec, BoundaryData data) {
    auto geography = described(spec);
    geography->label_points = std::move(data.label_points);
    set_areas(*geography, std::move(data.codes), std::move(data.names), std::move(data.levels));
    return geography;
}

std::shared_ptr<Geography> dissolve_geography(const GeographySpec& spec, const Geography& from, const Grouping& grouping, bool use_cache,
                                              base::JobContext& job) {
    const auto source = from.coverage->levels();
    std::vector<geo::CoverageLevels::Level> levels(source.size());
    base::parallel_ranges(source.size(), 1, [&](std::size_t first, std::size_t) {
        job.check_cancelled();
        auto coverage =
            std::make_shared<const geo::Coverage>(geo::dissolve(*source[first].coverage, grouping.group_of_area, grouping.codes.size()));
        levels[first] = {source[first].tolerance_m, std::move(coverage)};
    });
    auto geography = described(spec);
    geography->label_points = cached_label_points(*levels.front().coverage, use_cache, job);
    set_areas(*geography, grouping.codes, grouping.names, geo::CoverageLevels(std::move(levels)));
    return geography;
}

Grouping group_all(const GeographySpec& spec, std::size_t areas) {
    return {{spec.all_code}, {spec.all_name}, std::vector<AreaIndex>(areas, 0)};
}

}  // namespace needsmap::io
