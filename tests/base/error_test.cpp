#include "base/error.hpp"

#include <doctest/doctest.h>

#include "base/job.hpp"

using needsmap::base::Cancelled;
using needsmap::base::Error;
using needsmap::base::ErrorKind;
using needsmap::base::JobContext;
using needsmap::base::QuietJob;

TEST_CASE("an error says what is wrong and then what to try") {
    const Error error("wards.geojson has no column ward_code.", "Did you mean wd13cd?");
    CHECK(error.full_text() == "wards.geojson has no column ward_code. Did you mean wd13cd?");
    CHECK(Error("No hint.").full_text() == "No hint.");
}

TEST_CASE("context added on the way up keeps the hint and the kind") {
    const Error outer = Error("there is no layer x.", "Try y.", ErrorKind::usage).in("export");
    CHECK(std::string(outer.what()) == "export: there is no layer x.");
    CHECK(outer.hint() == "Try y.");
    CHECK(outer.kind() == ErrorKind::usage);
}

TEST_CASE("a job that was cancelled stops at its next check and a quiet job never does") {
    class Stopped final : public JobContext {
    public:
        void progress(double, std::string_view) override {}
        [[nodiscard]] bool cancelled() const override { return true; }
    };
    CHECK_THROWS_AS(Stopped().check_cancelled(), Cancelled);
    CHECK_NOTHROW(QuietJob().check_cancelled());
}
