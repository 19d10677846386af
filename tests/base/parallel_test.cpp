#include "base/parallel.hpp"

#include <doctest/doctest.h>

#include <atomic>
#include <numeric>
#include <stdexcept>
#include <vector>

using namespace needsmap::base;

// This executable runs a second time with NEEDSMAP_THREADS=1 (see CMakeLists.txt): every case must hold for both.

TEST_CASE("every index is visited once whatever the grain") {
    for (const std::size_t count : {0u, 1u, 7u, 1000u}) {
        for (const std::size_t grain : {0u, 1u, 3u, 7u, 5000u}) {
            std::vector<int> visits(count, 0);
            parallel_ranges(count, grain, [&](std::size_t first, std::size_t last) {
                for (std::size_t i = first; i < last; ++i) ++visits[i];
            });
            CHECK(visits == std::vector<int>(count, 1));
        }
    }
}

TEST_CASE("no range is longer than the grain and none is empty") {
    std::atomic<bool> good = true;
    parallel_ranges(103, 10, [&](std::size_t first, std::size_t last) {
        if (first >= last || last - first > 10 || last > 103) good = false;
    });
    CHECK(good);
}

TEST_CASE("a grain as large as a number can be does not overflow") {
    std::size_t sum = 0;
    parallel_ranges(5, static_cast<std::size_t>(-1), [&](std::size_t first, std::size_t last) { sum += last - first; });
    CHECK(sum == 5);
}

TEST_CASE("the error reported is always that of the lowest range") {
    for (int repetition = 0; repetition < 50; ++repetition) {
        std::string what;
        try {
            parallel_ranges(64, 1, [](std::size_t first, std::size_t) {
                if (first == 5 || first == 6 || first == 40) throw std::runtime_error(std::to_string(first));
            });
        } catch (const std::runtime_error& error) {
            what = error.what();
        }
        CHECK(what == "5");
    }
}

TEST_CASE("ranges below the one that failed were all run") {
    std::vector<int> visits(64, 0);
    CHECK_THROWS_AS(parallel_ranges(64, 1,
                                    [&](std::size_t first, std::size_t) {
                                        visits[first] = 1;
                                        if (first == 20) throw std::runtime_error("stop");
                                    }),
                    std::runtime_error);
    CHECK(std::accumulate(visits.begin(), visits.begin() + 21, 0) == 21);
}

TEST_CASE("loops may be nested") {
    std::atomic<int> sum = 0;
    parallel_ranges(4, 1, [&](std::size_t, std::size_t) {
        parallel_ranges(10, 2, [&](std::size_t first, std::size_t last) { sum += static_cast<int>(last - first); });
    });
    CHECK(sum == 40);
}

TEST_CASE("a pair runs both and reports the first one's error") {
    int a = 0;
    int b = 0;
    parallel_pair([&] { a = 1; }, [&] { b = 2; });
    CHECK(a == 1);
    CHECK(b == 2);
    CHECK_THROWS_WITH(parallel_pair([] { throw std::runtime_error("a"); }, [] { throw std::runtime_error("b"); }), "a");
    CHECK_THROWS_WITH(parallel_pair([] {}, [] { throw std::runtime_error("b"); }), "b");
}

TEST_CASE("there is always a thread to work") { CHECK(thread_count() >= 1); }
