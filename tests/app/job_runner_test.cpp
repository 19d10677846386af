#include "app/job_runner.hpp"

#include <doctest/doctest.h>

#include <atomic>
#include <stdexcept>
#include <thread>

using namespace needsmap;
using namespace needsmap::app;

namespace {

Outcome wait_for(JobRunner& runner) {
    while (true) {
        if (auto outcome = runner.poll()) return *outcome;
        std::this_thread::yield();
    }
}

}  // namespace

TEST_CASE("a job gives its outcome once") {
    JobRunner runner;
    CHECK_FALSE(runner.running());
    CHECK_FALSE(runner.poll().has_value());
    runner.start("Export", [](base::JobContext& job) {
        job.progress(0.5, "drawing");
        Outcome outcome;
        outcome.summary = "Wrote map.pdf.";
        return outcome;
    });
    CHECK(wait_for(runner).summary == "Wrote map.pdf.");
    CHECK_FALSE(runner.poll().has_value());
    CHECK_FALSE(runner.running());
}

TEST_CASE("only one job runs at a time, and a cancelled job yields nothing") {
    JobRunner runner;
    std::atomic<bool> begun = false;
    runner.start("Long work", [&](base::JobContext& job) -> Outcome {
        job.progress(0.25, "thinking");
        begun = true;
        while (true) job.check_cancelled();
    });
    while (!begun) std::this_thread::yield();
    CHECK(runner.running());
    CHECK(runner.progress().title == "Long work");
    CHECK(runner.progress().what == "thinking");
    CHECK(runner.progress().fraction == 0.25);
    CHECK_THROWS_AS(runner.start("Other", [](base::JobContext&) { return Outcome{}; }), base::Error);
    runner.cancel();
    const Outcome outcome = wait_for(runner);
    CHECK(outcome.code == base::ExitCode::cancelled);
    CHECK(outcome.files.empty());
}

TEST_CASE("errors become outcomes with their sentence") {
    JobRunner runner;
    runner.start("a", [](base::JobContext&) -> Outcome { throw base::Error("No such layer.", "Try another.", base::ErrorKind::usage); });
    Outcome outcome = wait_for(runner);
    CHECK(outcome.summary == "No such layer. Try another.");
    CHECK(outcome.code == base::ExitCode::usage);
    runner.start("b", [](base::JobContext&) -> Outcome { throw std::runtime_error("surprise"); });
    outcome = wait_for(runner);
    CHECK(outcome.summary == "Something unexpected went wrong: surprise.");
    CHECK(outcome.code == base::ExitCode::failed);
}

TEST_CASE("a runner that goes away takes its job along") {
    std::atomic<bool> ended = false;
    {
        JobRunner runner;
        runner.start("Endless", [&](base::JobContext& job) -> Outcome {
            try {
                while (true) job.check_cancelled();
            } catch (...) {
                ended = true;
                throw;
            }
        });
    }
    CHECK(ended);
}
