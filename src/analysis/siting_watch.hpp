// Time limit, cancellation and progress of a siting run, in one place for all solvers.
#pragma once

#include <chrono>

#include "analysis/siting.hpp"

namespace needsmap::analysis {

class SitingWatch {
public:
    SitingWatch(const SitingOptions& options, base::JobContext& job);

    /// True when the search should end with the best it has. Throws base::Cancelled when cancelled and the best is not wanted.
    [[nodiscard]] bool stop();
    [[nodiscard]] bool stopped() const { return m_end != SitingEnd::proven; }
    /// time_limit or cancelled, once stopped.
    [[nodiscard]] SitingEnd end() const { return m_end; }
    /// Infinity without a limit.
    [[nodiscard]] double seconds_left() const;

    /// A better plan; then a status line such as "best 4,129, no plan below 4,120 (0.2 % apart)".
    void better(double objective, double bound, std::span<const SiteIndex> sites);
    void status(double objective, double bound, int decimals);
    void phase(double fraction, std::string_view what) { m_job.progress(fraction, what); }

private:
    const SitingOptions& m_options;
    base::JobContext& m_job;
    std::chrono::steady_clock::time_point m_start = std::chrono::steady_clock::now();
    SitingEnd m_end = SitingEnd::proven;
    double m_fraction = 0, m_first_gap = 0;
};

}  // namespace needsmap::analysis
