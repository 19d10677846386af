#include "analysis/siting_watch.hpp"

#include <algorithm>
#include <cmath>

#include "base/format.hpp"

namespace needsmap::analysis {

SitingWatch::SitingWatch(const SitingOptions& options, base::JobContext& job) : m_options(options), m_job(job) {}

double SitingWatch::seconds_left() const {
    if (!m_options.time_limit_s) return model::unreachable;
    return *m_options.time_limit_s - std::chrono::duration<double>(std::chrono::steady_clock::now() - m_start).count();
}

bool SitingWatch::stop() {
    if (stopped()) return true;
    if (m_job.cancelled()) {
        if (!m_options.keep_best_on_cancel) throw base::Cancelled();
        m_end = SitingEnd::cancelled;
    } else if (m_options.time_limit_s && seconds_left() <= 0) {
        m_end = SitingEnd::time_limit;
    }
    return stopped();
}

void SitingWatch::better(double objective, double bound, std::span<const SiteIndex> sites) {
    if (m_options.on_better) m_options.on_better({objective, bound, sites});
}

void SitingWatch::status(double objective, double bound, int decimals) {
    const double gap = objective == 0 ? 0 : std::abs(objective - bound) / std::abs(objective);
    if (!std::isfinite(gap)) return;
    m_first_gap = std::max(m_first_gap, gap);
    // How much of the gap is closed: all that can be known of how far the search is. Never back.
    if (m_first_gap > 0) m_fraction = std::clamp(1 - gap / m_first_gap, m_fraction, 0.99);
    m_job.progress(m_fraction, "best plan so far " + base::format_number(objective, decimals) + ", bound " +
                                   base::format_number(bound, decimals) + " (" + base::format_number(gap * 100, 2) + " % apart)");
}

}  // namespace needsmap::analysis
