#include "viewer/bench.hpp"

#include <imgui.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <ctime>
#include <fstream>
#include <functional>
#include <sstream>
#include <string>
#include <vector>

#include "app/choices.hpp"
#include "viewer/headless.hpp"

namespace needsmap::viewer {

namespace {

using Clock = std::chrono::steady_clock;

double milliseconds_since(Clock::time_point start) { return std::chrono::duration<double, std::milli>(Clock::now() - start).count(); }

/// Seconds since the kernel started this process, to a hundredth (proc(5), field 22 of stat).
double seconds_since_process_start() {
    std::ifstream file("/proc/self/stat");
    std::string text((std::istreambuf_iterator<char>(file)), {});
    std::istringstream fields(text.substr(std::min(text.size(), text.rfind(')') + 2)));
    std::string skipped;
    for (int i = 3; i < 22; ++i) fields >> skipped;
    double ticks = 0;
    fields >> ticks;
    timespec now{};
    clock_gettime(CLOCK_BOOTTIME, &now);
    return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9 - ticks / static_cast<double>(sysconf(_SC_CLK_TCK));
}

double median(std::vector<double> values) {
    if (values.empty()) return 0;
    std::sort(values.begin(), values.end());
    return values[values.size() / 2];
}

class Bench {
public:
    explicit Bench(const ViewerOptions& options) : m_stage(options) {}

    void run() {
        m_stage.wait_until_open();
        m_stage.finish_drawing();
        add("first_frame_s", seconds_since_process_start());
        m_stage.settle();
        m_stage.finish_drawing();
        add("smooth_frame_s", seconds_since_process_start());
        const std::uint64_t uploads = statistics().geometry_uploads;
        time_changes();
        add("geometry_uploads_while_restyling", static_cast<double>(statistics().geometry_uploads - uploads));
        time_hover();
        time_index();
        time_moving();
        rusage usage{};
        getrusage(RUSAGE_SELF, &usage);
        add("peak_memory_mb", static_cast<double>(usage.ru_maxrss) / 1024);
    }
    void print() const {
        std::string out = "{";
        for (const auto& [name, value] : m_results) {
            char number[40];
            static_cast<void>(std::snprintf(number, sizeof number, "%.4g", value));
            out += (out.size() > 1 ? ", \"" : "\"") + name + "\": " + number;
        }
        static_cast<void>(std::puts((out + "}").c_str()));
    }

private:
    [[nodiscard]] const screen::PaintStatistics& statistics() { return m_stage.workbench().painter().statistics(); }
    [[nodiscard]] app::Session& session() { return m_stage.workbench().session(); }
    void add(std::string name, double value) { m_results.emplace_back(std::move(name), value); }

    double time_frame(const std::function<void()>& change) {
        const auto start = Clock::now();
        change();
        m_stage.frame();
        m_stage.finish_drawing();
        return milliseconds_since(start);
    }
    /// The median frame in which one of several values is set, going round them twice.
    void time_round(const std::string& name, const std::vector<app::Action>& actions) {
        std::vector<double> times;
        for (int round = 0; round < 2; ++round)
            for (const app::Action& action : actions) {
                times.push_back(time_frame([&] { m_stage.workbench().apply(action); }));
                m_stage.settle();
            }
        if (!times.empty()) add(name, median(times));
    }
    void time_changes() {
        const auto spec = [](model::ClassMethod method, int count, std::string palette) {
            model::ClassSpec s;
            s.method = method, s.count = count, s.palette = std::move(palette);
            return app::SetClasses{0, s};
        };
        using enum model::ClassMethod;
        time_round("reclass_ms", {spec(quantile, 7, "YlOrBr"), spec(equal, 5, "YlOrBr"), spec(natural_breaks, 6, "YlOrBr"),
                                  spec(standard_deviation, 5, "YlOrBr")});
        time_round("palette_ms", {spec(quantile, 5, "viridis"), spec(quantile, 5, "Blues"), spec(quantile, 5, "YlOrBr")});
        m_stage.workbench().apply(app::SetClasses{0, std::nullopt});
        std::vector<app::Action> layers;
        for (const app::LayerChoice& choice : app::layer_choices(session()))
            if (choice.available) layers.emplace_back(app::SetLayer{0, choice.layer->id});
        time_round("layer_ms", layers);
    }
    /// A weight of the workspace's first need index dragged over its smallest areas: ranks, map and panel anew, and then the whole frame.
    void time_index() {
        const auto started = app::starting_recipe(*session().workspace(), {});
        if (!started) return;
        model::IndexRecipe recipe = *started;
        m_stage.workbench().apply(app::SetIndexRecipe{recipe});
        m_stage.workbench().apply(app::SetGeography{session().workspace()->geographies.front()->id});
        m_stage.settle();
        std::vector<double> ranking, frames;
        for (int i = 0; i < 20; ++i) {
            recipe.ingredients.front().weight = 0.5 + 0.1 * i;
            const auto start = Clock::now();
            session().apply(app::SetIndexRecipe{recipe});
            static_cast<void>(session().map(0));
            static_cast<void>(session().need());
            ranking.push_back(milliseconds_since(start));
            frames.push_back(ranking.back() + time_frame([] {}));
        }
        add("index_ms", median(ranking));
        add("index_frame_ms", median(frames));
        m_stage.workbench().apply(app::Undo{});
        m_stage.settle();
    }
    void time_hover() {
        const std::vector<panels::MapPane>& panes = m_stage.workbench().panes();
        if (panes.empty()) return;
        const geo::PixelBox box = panes.front().box;
        const MapInput input;
        std::vector<double> finding, frames;
        for (int i = 0; i < 60; ++i) {
            ImGuiIO& io = ImGui::GetIO();
            const double x = box.min_x + box.width() * (0.1 + 0.8 * std::fmod(i * 0.618, 1)),
                         y = box.min_y + box.height() * (0.1 + 0.8 * i / 60);
            io.MousePos = {static_cast<float>(x), static_cast<float>(y)};
            frames.push_back(time_frame([] {}));
            const auto start = Clock::now();
            input.update_hover(session(), {panes, true});
            finding.push_back(milliseconds_since(start));
        }
        add("hover_ms", median(finding));
        add("hover_worst_ms", *std::max_element(finding.begin(), finding.end()));
        add("hover_frame_ms", median(frames));
    }
    /// Frames per second while the map slides and while it zooms, rails folded, from the whole county inwards.
    void time_moving() {
        for (const app::Rail rail : {app::Rail::left, app::Rail::right, app::Rail::drawer})
            m_stage.workbench().apply(app::FoldRail{rail, true});
        ImGui::GetIO().MousePos = {-1e6F, -1e6F};
        m_stage.workbench().apply(app::ZoomToCounty{});
        m_stage.settle();
        double zoom = 1, slowest_pan = 1e9, slowest_zoom = 1e9;
        for (int step = 0; step < 9; ++step) {
            const double pan = pan_fps(), zooming = step < 8 ? zoom_fps() : slowest_zoom;
            const std::string at = std::to_string(static_cast<int>(std::lround(zoom)));
            add("pan_fps_x" + at, pan);
            if (step < 8) add("zoom_fps_from_x" + at, zooming);
            slowest_pan = std::min(slowest_pan, pan), slowest_zoom = std::min(slowest_zoom, zooming);
            zoom *= 2;
        }
        add("pan_fps", slowest_pan);
        add("zoom_fps", slowest_zoom);
    }
    double pan_fps() {
        constexpr int frames = 30;
        const auto start = Clock::now();
        for (int i = 0; i < frames; ++i) {
            m_stage.workbench().apply(app::PanBy{i < frames / 2 ? 3.0 : -3.0, i % 2 == 0 ? 1.0 : -1.0});
            m_stage.frame();
            m_stage.finish_drawing();
        }
        const double fps = frames * 1000 / milliseconds_since(start);
        m_stage.settle();
        return fps;
    }
    /// One notch that doubles the scale, and all the frames of its glide.
    double zoom_fps() {
        m_stage.workbench().apply(app::ZoomBy{2, std::nullopt});
        int frames = 0;
        const auto start = Clock::now();
        do {
            m_stage.frame();
            m_stage.finish_drawing();
            ++frames;
        } while (session().is_moving());
        const double fps = frames * 1000 / milliseconds_since(start);
        m_stage.settle();
        return fps;
    }

    Headless m_stage;
    std::vector<std::pair<std::string, double>> m_results;
};

}  // namespace

base::ExitCode run_bench(const ViewerOptions& options) {
    ViewerOptions sized = options;
    sized.width = 1600, sized.height = 900;
    Bench bench(sized);
    bench.run();
    bench.print();
    return base::ExitCode::done;
}

}  // namespace needsmap::viewer
