#include "cli/console_job.hpp"

#include <doctest/doctest.h>

#include <csignal>

using namespace needsmap;

TEST_CASE("Ctrl+C asks the job to stop, and only while one runs") {
    {
        const cli::InterruptGuard guard;
        const cli::ConsoleJob job;
        CHECK_FALSE(job.cancelled());
        CHECK_NOTHROW(job.check_cancelled());
        std::raise(SIGINT);
        CHECK(job.cancelled());
        CHECK_THROWS_AS(job.check_cancelled(), base::Cancelled);
    }
    const cli::InterruptGuard next;
    CHECK_FALSE(cli::InterruptGuard::interrupted());  // the next command starts afresh
}
