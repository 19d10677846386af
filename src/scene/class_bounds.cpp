#include <algorithm>
#include <cmath>
#include <numeric>

#include "base/error.hpp"
#include "scene/classify.hpp"
#include "scene/fisher_jenks.hpp"

namespace needsmap::scene {

namespace {

constexpr int most_classes = 9;

/// Quantile by linear interpolation between order statistics, type 7 of Hyndman and Fan, "Sample quantiles in statistical packages",
/// The American Statistician 50 (1996): R's and Excel's default.
double quantile(const std::vector<double>& sorted, double p) {
    const double h = p * static_cast<double>(sorted.size() - 1);
    const auto i = static_cast<std::size_t>(h);
    if (i + 1 >= sorted.size()) return sorted.back();
    return sorted[i] + (h - static_cast<double>(i)) * (sorted[i + 1] - sorted[i]);
}

std::vector<double> quantile_breaks(const std::vector<double>& sorted, int count) {
    std::vector<double> out;
    for (int i = 1; i < count; ++i) out.push_back(quantile(sorted, static_cast<double>(i) / count));
    return out;
}

/// Where many areas share a value (a third of them zero, say), quantiles fall together. Then classes are filled from the bottom, each
/// with as many as its share of what is left but never parting equal values: the shared value gets a class of its own.
std::vector<double> filled_breaks(const std::vector<double>& sorted, int count) {
    std::vector<double> out;
    double least_gap = sorted.back() - sorted.front();
    for (std::size_t i = 1; i < sorted.size(); ++i)
        if (sorted[i] > sorted[i - 1]) least_gap = std::min(least_gap, sorted[i] - sorted[i - 1]);
    std::size_t first = 0;
    for (int left = count; left > 1 && first < sorted.size(); --left) {
        const double share = static_cast<double>(sorted.size() - first) / left;
        std::size_t end = first + static_cast<std::size_t>(std::max(1.0, std::round(share)));
        const auto value = sorted[std::min(end, sorted.size()) - 1];
        const auto tie = std::equal_range(sorted.begin() + static_cast<std::ptrdiff_t>(first), sorted.end(), value);
        const auto tie_begin = static_cast<std::size_t>(tie.first - sorted.begin()),
                   tie_end = static_cast<std::size_t>(tie.second - sorted.begin());
        // Stop before or after the tied values, whichever comes nearer to the share.
        end = tie_begin > first && static_cast<double>(first) + share - static_cast<double>(tie_begin) <
                                       static_cast<double>(tie_end) - share - static_cast<double>(first)
                  ? tie_begin
                  : tie_end;
        if (end >= sorted.size()) break;
        // A class of one shared value ends just above it, so that 79 zeros never stand under "0.0 to 99.0".
        const bool one_value = sorted[first] == sorted[end - 1];
        out.push_back(one_value ? sorted[first] + least_gap / 1000 : sorted[end]);
        first = end;
    }
    return out;
}

std::vector<double> equal_breaks(const std::vector<double>& sorted, int count) {
    std::vector<double> out;
    for (int i = 1; i < count; ++i) out.push_back(std::lerp(sorted.front(), sorted.back(), static_cast<double>(i) / count));
    return out;
}

/// Mean ± k s, symmetrical: whole k for an even number of classes (a bound at the mean), halves for an odd one (a class about it).
std::vector<double> deviation_breaks(const std::vector<double>& sorted, int count) {
    const double n = static_cast<double>(sorted.size());
    const double mean = std::accumulate(sorted.begin(), sorted.end(), 0.0) / n;
    double squares = 0;
    for (const double v : sorted) squares += (v - mean) * (v - mean);
    const double s = n > 1 ? std::sqrt(squares / (n - 1)) : 0;
    std::vector<double> out;
    for (int i = 0; i + 1 < count; ++i) out.push_back(mean + s * (i - (count - 2) / 2.0));
    return out;
}

std::vector<double> given_breaks(const model::ClassSpec& spec, std::span<const model::Threshold> thresholds) {
    const bool national = spec.method == model::ClassMethod::national;
    std::vector<double> out;
    if (national)
        for (const model::Threshold& t : thresholds) out.push_back(t.value);
    else
        out = spec.breaks;
    std::sort(out.begin(), out.end());
    out.erase(std::unique(out.begin(), out.end()), out.end());
    if (out.empty())
        throw base::Error(national ? "This layer names no national thresholds to class by." : "Fixed classes need at least one break.",
                          national ? "Add [[threshold]] to its file or choose another method." : "Give breaks, for example 5, 10, 20.",
                          base::ErrorKind::usage);
    if (out.size() >= most_classes)
        throw base::Error(
            std::to_string(out.size()) + " breaks make more than the " + std::to_string(most_classes) + " classes a map can tell apart.",
            "Give fewer breaks.", base::ErrorKind::usage);
    if (!std::all_of(out.begin(), out.end(), [](double b) { return std::isfinite(b); }))
        throw base::Error("A class break is not a number.", {}, base::ErrorKind::usage);
    return out;
}

void check_count(int count) {
    if (count < 1 || count > most_classes)
        throw base::Error(std::to_string(count) + " classes cannot be told apart on a map.", "Choose 3 to 9.", base::ErrorKind::usage);
}

std::string plural(std::size_t n, const char* one, const char* many) { return std::to_string(n) + " " + (n == 1 ? one : many); }

/// Between data's ends: breaks that part nothing go (every number below, or every number at or above).
ClassBounds between_ends(const std::vector<double>& sorted, std::vector<double> inner, int wanted, const char* why) {
    std::erase_if(inner, [&](double b) { return !(b > sorted.front() && b <= sorted.back()); });
    inner.erase(std::unique(inner.begin(), inner.end()), inner.end());
    ClassBounds out;
    out.bounds.push_back(sorted.front());
    out.bounds.insert(out.bounds.end(), inner.begin(), inner.end());
    out.bounds.push_back(sorted.back());
    if (out.count() < wanted)
        out.note = plural(static_cast<std::size_t>(out.count()), "class", "classes") + " instead of " + std::to_string(wanted) + ": " + why;
    return out;
}

ClassBounds quantile_bounds(const std::vector<double>& sorted, int count) {
    const ClassBounds plain = between_ends(sorted, quantile_breaks(sorted, count), count, "many areas share the same value");
    if (plain.count() == count) return plain;
    ClassBounds filled = between_ends(sorted, filled_breaks(sorted, count), count, "many areas share the same value");
    if (filled.count() <= plain.count()) return plain;
    if (filled.note.empty()) filled.note = "many areas share the same value, so that the classes hold different numbers";
    return filled;
}

ClassBounds with_open_ends(const std::vector<double>& sorted, const std::vector<double>& inner) {
    ClassBounds out;
    out.bounds.push_back(std::min(sorted.front(), inner.front()));
    out.bounds.insert(out.bounds.end(), inner.begin(), inner.end());
    out.bounds.push_back(std::max(sorted.back(), inner.back()));
    return out;
}

}  // namespace

ClassBounds class_bounds(std::span<const double> numbers, const model::ClassSpec& spec, std::span<const model::Threshold> thresholds) {
    using enum model::ClassMethod;
    const bool given = spec.method == fixed || spec.method == national;
    const std::vector<double> inner = given ? given_breaks(spec, thresholds) : std::vector<double>{};
    if (!given) check_count(spec.count);
    if (numbers.empty()) return {{}, "there is no number to class"};

    std::vector<double> sorted(numbers.begin(), numbers.end());
    std::sort(sorted.begin(), sorted.end());
    if (given) return with_open_ends(sorted, inner);

    std::size_t distinct = 1;
    for (std::size_t i = 1; i < sorted.size(); ++i) distinct += sorted[i] != sorted[i - 1];
    if (distinct <= static_cast<std::size_t>(spec.count) && spec.method != equal && spec.method != standard_deviation) {
        const std::string why = distinct == 1 ? "all values are the same" : "only " + std::to_string(distinct) + " distinct values";
        return between_ends(sorted, scene::natural_breaks(sorted, spec.count), spec.count, why.c_str());
    }
    if (distinct == 1) return between_ends(sorted, {}, spec.count, "all values are the same");
    switch (spec.method) {
        case model::ClassMethod::quantile: return quantile_bounds(sorted, spec.count);
        case equal: return between_ends(sorted, equal_breaks(sorted, spec.count), spec.count, "");
        case standard_deviation:
            return between_ends(sorted, deviation_breaks(sorted, spec.count), spec.count, "no area lies further from the mean");
        default: return between_ends(sorted, scene::natural_breaks(sorted, spec.count), spec.count, "");
    }
}

}  // namespace needsmap::scene
