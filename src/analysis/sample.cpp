#include "analysis/sample.hpp"

#include <algorithm>
#include <string>

#include "base/error.hpp"

namespace needsmap::analysis {

std::vector<std::uint8_t> Sample::with_number() const {
    std::vector<std::uint8_t> out(role.size());
    std::ranges::transform(role, out.begin(), [](AreaRole r) { return static_cast<std::uint8_t>(r != AreaRole::left_out); });
    return out;
}

Sample make_sample(std::span<const model::Cell> values, std::span<const std::uint8_t> context) {
    if (!context.empty() && context.size() != values.size())
        throw base::Error("The context ring is told for " + std::to_string(context.size()) + " areas, but there are " +
                          std::to_string(values.size()) + ".");
    Sample sample;
    sample.deviation.assign(values.size(), 0);
    sample.role.assign(values.size(), AreaRole::left_out);
    double sum = 0, first = 0;
    for (std::size_t area = 0; area < values.size(); ++area) {
        if (!values[area].has_number()) continue;
        sample.role[area] = !context.empty() && context[area] != 0 ? AreaRole::context : AreaRole::tested;
        if (!sample.tested(area)) continue;
        if (sample.n++ == 0) first = values[area].number;
        sample.constant = sample.constant && values[area].number == first;
        sum += values[area].number;
    }
    if (sample.n > 0) sample.mean = sample.constant ? first : sum / static_cast<double>(sample.n);
    for (std::size_t area = 0; area < values.size(); ++area) {
        if (sample.role[area] == AreaRole::left_out) continue;
        sample.deviation[area] = values[area].number - sample.mean;
        if (sample.tested(area)) sample.sum_of_squares += sample.deviation[area] * sample.deviation[area];
    }
    return sample;
}

}  // namespace needsmap::analysis
