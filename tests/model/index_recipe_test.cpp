#include "model/index_recipe.hpp"

#include <doctest/doctest.h>

using namespace needsmap::model;

TEST_CASE("the words of a recipe read back to what they stand for") {
    for (const IndexMethod method : {IndexMethod::exponential, IndexMethod::zscore, IndexMethod::minmax, IndexMethod::percentile})
        CHECK(index_method_from(to_string(method)) == method);
    for (const IndexCombine combine : {IndexCombine::arithmetic, IndexCombine::geometric})
        CHECK(index_combine_from(to_string(combine)) == combine);
    for (const MissingPolicy policy : {MissingPolicy::reweight, MissingPolicy::mean})
        CHECK(missing_policy_from(to_string(policy)) == policy);
    for (const Shrink shrink : {Shrink::none, Shrink::global, Shrink::local}) CHECK(shrink_from(to_string(shrink)) == shrink);
    CHECK_FALSE(index_method_from("ranks"));
    CHECK_FALSE(shrink_from(""));
}
