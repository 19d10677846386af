#include "model/index_recipe.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace needsmap::model {

namespace {

constexpr std::array method_names = {
    std::pair{IndexMethod::exponential, std::string_view("exponential")}, std::pair{IndexMethod::zscore, std::string_view("z")},
    std::pair{IndexMethod::minmax, std::string_view("minmax")}, std::pair{IndexMethod::percentile, std::string_view("percentile")}};
constexpr std::array combine_names = {std::pair{IndexCombine::arithmetic, std::string_view("arithmetic")},
                                      std::pair{IndexCombine::geometric, std::string_view("geometric")}};
constexpr std::array policy_names = {std::pair{MissingPolicy::reweight, std::string_view("reweight")},
                                     std::pair{MissingPolicy::mean, std::string_view("mean")}};
constexpr std::array shrink_names = {std::pair{Shrink::none, std::string_view("none")},
                                     std::pair{Shrink::global, std::string_view("global")},
                                     std::pair{Shrink::local, std::string_view("local")}};

template <typename Names, typename Value>
std::string_view name_in(const Names& names, Value value) {
    return std::ranges::find(names, value, &Names::value_type::first)->second;
}
template <typename Value, typename Names>
std::optional<Value> value_in(const Names& names, std::string_view name) {
    const auto it = std::ranges::find(names, name, &Names::value_type::second);
    return it == names.end() ? std::nullopt : std::optional<Value>(it->first);
}

}  // namespace

std::string_view to_string(IndexMethod method) { return name_in(method_names, method); }
std::string_view to_string(IndexCombine combine) { return name_in(combine_names, combine); }
std::string_view to_string(MissingPolicy policy) { return name_in(policy_names, policy); }
std::string_view to_string(Shrink shrink) { return name_in(shrink_names, shrink); }
std::optional<IndexMethod> index_method_from(std::string_view name) { return value_in<IndexMethod>(method_names, name); }
std::optional<IndexCombine> index_combine_from(std::string_view name) { return value_in<IndexCombine>(combine_names, name); }
std::optional<MissingPolicy> missing_policy_from(std::string_view name) { return value_in<MissingPolicy>(policy_names, name); }
std::optional<Shrink> shrink_from(std::string_view name) { return value_in<Shrink>(shrink_names, name); }

}  // namespace needsmap::model
