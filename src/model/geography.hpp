// A geography: named, coded areas that tile the county, with their place in the hierarchy.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "geo/coverage.hpp"
#include "geo/spatial_index.hpp"

namespace needsmap::model {

using geo::AreaIndex;

struct Geography {
    std::string id;                  ///< "ward"; what users and scripts type
    std::string title;               ///< plural, "Wards"
    std::string singular;            ///< "ward"
    std::vector<std::string> codes;  ///< by area; unique, never empty
    std::vector<std::string> names;  ///< by area; the code where a name is unknown
    std::unordered_map<std::string, AreaIndex> area_of_code;
    std::shared_ptr<const geo::CoverageLevels> coverage;
    std::shared_ptr<const geo::AreaLocator> locator;
    std::vector<geo::MapPoint> label_points;  ///< by area
    /// For each coarser geography (by id): the area there that holds this one, or no_area when the lookup does not say.
    std::map<std::string, std::vector<AreaIndex>, std::less<>> parents;
    /// How the lookup decided for each coarser geography, in words ("best fit by population"); absent where it does not say.
    std::map<std::string, std::string, std::less<>> parent_method;
    std::string source, licence, vintage;

    [[nodiscard]] std::size_t size() const { return codes.size(); }
    [[nodiscard]] std::optional<AreaIndex> find_code(std::string_view code) const {
        const auto it = area_of_code.find(std::string(code));
        if (it == area_of_code.end()) return std::nullopt;
        return it->second;
    }
    /// Areas per area: parents of this geography in `coarser`, or nullptr when no lookup leads there.
    [[nodiscard]] const std::vector<AreaIndex>* parents_in(std::string_view coarser) const {
        const auto it = parents.find(coarser);
        return it == parents.end() ? nullptr : &it->second;
    }
};

}  // namespace needsmap::model
