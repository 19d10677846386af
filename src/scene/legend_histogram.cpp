#include <algorithm>
#include <array>
#include <cmath>

#include "base/format.hpp"
#include "scene/legend.hpp"
#include "scene/map_fills.hpp"

namespace needsmap::scene {

namespace {

/// Counts by bin and class, so that a bin that a bound cuts shows both colours.
struct ClassedBins {
    double low = 0, high = 0;
    std::vector<std::array<int, 9>> counts;
    int tallest = 0;
    [[nodiscard]] double bin_width() const { return (high - low) / static_cast<double>(counts.size()); }
};

ClassedBins classed_bins(const model::Indicator& indicator, const Classification& classification) {
    const std::size_t n = static_cast<std::size_t>(std::max(indicator.ranked_count, 1));
    // About two bins per square root of n: fine enough to see gaps, coarse enough to see shape.
    const int bins = std::clamp(static_cast<int>(std::lround(2 * std::sqrt(static_cast<double>(n)))), 12, 40);
    const Histogram plain = histogram(indicator, bins);
    ClassedBins out{plain.low, plain.high, std::vector<std::array<int, 9>>(plain.counts.size()), 0};
    const double width = out.bin_width();
    for (std::size_t a = 0; a < indicator.value.size(); ++a) {
        if (!indicator.value[a].has_number()) continue;
        const auto bin = width > 0 ? static_cast<std::size_t>((indicator.value[a].number - out.low) / width) : 0;
        ++out.counts[std::min(bin, out.counts.size() - 1)][static_cast<std::size_t>(classification.class_of(a))];
    }
    for (const int count : plain.counts) out.tallest = std::max(out.tallest, count);
    return out;
}

}  // namespace

double draw_histogram(Group* group, double x, double y, double width, const LegendInput& input) {
    const model::Indicator& indicator = *input.request.map.indicator;
    const Classification& classification = *input.request.map.classification;
    const double k = input.type.scale, chart_mm = 13 * k, label_mm = 3.4 * k;
    const bool has_county = indicator.county_value.has_number();
    const double top_mm = has_county ? 3.6 * k : 0.5 * k, height = top_mm + chart_mm + label_mm;
    if (group == nullptr) return height;

    PageInk page(*group);
    const ClassedBins bins = classed_bins(indicator, classification);
    const auto styles = map_fills(classification, *indicator.definition, input.theme);
    const double base_y = y + top_mm + chart_mm, bar_mm = width / static_cast<double>(bins.counts.size());
    for (std::size_t b = 0; b < bins.counts.size(); ++b) {
        double bar_y = base_y;
        for (std::size_t c = 0; c < bins.counts[b].size(); ++c) {
            if (bins.counts[b][c] == 0) continue;
            const double h = chart_mm * bins.counts[b][c] / std::max(bins.tallest, 1);
            const double left = x + static_cast<double>(b) * bar_mm;
            page.box({left, bar_y - h, left + 0.9 * bar_mm, bar_y}, styles[c], std::nullopt);
            bar_y -= h;
        }
    }
    page.rule(x, base_y, x + width, base_y, input.theme.secondary_text, 0.15);
    const auto x_of = [&](double value) {
        return x + width * std::clamp((value - bins.low) / std::max(bins.high - bins.low, 1e-300), 0.0, 1.0);
    };
    for (std::size_t i = 1; i + 1 < classification.bounds.bounds.size(); ++i)
        page.rule(x_of(classification.bounds.bounds[i]), base_y, x_of(classification.bounds.bounds[i]), base_y + 0.8 * k,
                  input.theme.secondary_text, 0.15);
    const int decimals = indicator.definition->decimals;
    const TypeStyle& note = input.type.note;
    const double label_y = base_y + 0.9 * k + note.cap_mm() + 0.4 * k;
    page.line(x, label_y, base::format_number(bins.low, decimals), note);
    page.line(x + width, label_y, base::format_number(bins.high, decimals), note, Align::right);
    if (has_county) {
        const double at = x_of(indicator.county_value.number);
        const std::string text = input.request.map.workspace->county + " " + base::format_number(indicator.county_value.number, decimals);
        const double half = note.width_mm(text) / 2;
        page.rule(at, y + top_mm - 0.6 * k, at, base_y, input.theme.text, 0.25);
        page.line(std::clamp(at, x + half, std::max(x + half, x + width - half)), y + note.cap_mm(), text, note, Align::centre);
    }
    return height;
}

}  // namespace needsmap::scene
