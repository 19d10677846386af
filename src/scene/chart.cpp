#include "scene/chart.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

namespace needsmap::scene {

namespace {

/// Dark enough on white and light enough on the dark panel for 3:1, and apart from each other for colour-blind readers (blue, orange and
/// green of Okabe and Ito, 2008, darkened or lightened).
struct InkColours {
    Rgba first, second, third;
};
constexpr InkColours on_light{{11, 92, 173, 255}, {196, 70, 1, 255}, {0, 122, 90, 255}};
constexpr InkColours on_dark{{90, 169, 240, 255}, {242, 145, 78, 255}, {76, 195, 160, 255}};

bool is_dark(const MapTheme& theme) { return theme.page.r + theme.page.g + theme.page.b < 3 * 128; }

/// 1, 2 or 5 times a power of ten, at least `rough`.
double round_step(double rough) {
    const double power = std::pow(10.0, std::floor(std::log10(rough)));
    for (const double digit : {1.0, 2.0, 5.0})
        // A little slack, so that 0.2 stays 0.2 although it is not exact in binary.
        if (digit * power >= rough * (1 - 1e-9)) return digit * power;
    return 10 * power;
}

int decimals_of(double step) { return std::clamp(static_cast<int>(std::ceil(-std::log10(step) - 1e-9)), 0, 12); }

/// Cuts the segment to the unit square (Liang and Barsky, 1984); false where nothing is left.
bool cut_to_axes(ChartPoint& a, ChartPoint& b, const ChartAxis& x, const ChartAxis& y) {
    double enter = 0, leave = 1;
    const auto cut = [&](double from, double step, double low, double high) {
        if (step == 0) return from >= low && from <= high;
        const double first = ((step > 0 ? low : high) - from) / step, last = ((step > 0 ? high : low) - from) / step;
        enter = std::max(enter, first), leave = std::min(leave, last);
        return enter <= leave;
    };
    if (!cut(a.x, b.x - a.x, x.low, x.high) || !cut(a.y, b.y - a.y, y.low, y.high)) return false;
    const ChartPoint start = a, end = b;
    if (enter > 0) a.x = std::lerp(start.x, end.x, enter), a.y = std::lerp(start.y, end.y, enter);
    if (leave < 1) b.x = std::lerp(start.x, end.x, leave), b.y = std::lerp(start.y, end.y, leave);
    return true;
}

}  // namespace

Rgba chart_colour(ChartInk ink, const MapTheme& theme) {
    const InkColours& colours = is_dark(theme) ? on_dark : on_light;
    switch (ink) {
        case ChartInk::first: return colours.first;
        case ChartInk::second: return colours.second;
        case ChartInk::third: return colours.third;
        case ChartInk::quiet: break;
    }
    return theme.secondary_text;
}

ChartAxis chart_axis(std::string title, double low, double high, int tick_count) {
    if (!std::isfinite(low) || !std::isfinite(high)) low = 0, high = 1;
    if (low > high) std::swap(low, high);
    // Narrower than this the ticks could not be told apart in print.
    const double least_width = std::max(std::abs(low), std::abs(high)) * 1e-9;
    if (high - low <= least_width) {
        const double margin = low == 0 ? 0.5 : std::abs(low) / 10;
        low -= margin, high += margin;
    }
    const double step = round_step((high - low) / std::max(1, tick_count - 1));
    const auto first = static_cast<long long>(std::floor(low / step + 1e-9)), last = static_cast<long long>(std::ceil(high / step - 1e-9));
    ChartAxis axis;
    axis.title = std::move(title);
    axis.decimals = decimals_of(step);
    for (long long i = first; i <= last; ++i) axis.ticks.push_back(static_cast<double>(i) * step);
    axis.low = axis.ticks.front(), axis.high = axis.ticks.back();
    return axis;
}

std::vector<std::vector<ChartPoint>> clipped(const ChartLine& line, const ChartAxis& x, const ChartAxis& y) {
    std::vector<std::vector<ChartPoint>> pieces;
    bool goes_on = false;
    for (std::size_t i = 0; i + 1 < line.points.size(); ++i) {
        ChartPoint a = line.points[i], b = line.points[i + 1];
        if (!cut_to_axes(a, b, x, y)) {
            goes_on = false;
            continue;
        }
        if (!goes_on) pieces.push_back({a});
        pieces.back().push_back(b);
        goes_on = b.x == line.points[i + 1].x && b.y == line.points[i + 1].y;
    }
    return pieces;
}

}  // namespace needsmap::scene
