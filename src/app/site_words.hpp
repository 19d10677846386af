// What is said of a siting plan: the finding, whether it is proven, how good it is, and which sites change.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/site_question.hpp"

namespace needsmap::app {

/// Journeys with every existing site open, for comparing; nothing where no site exists.
struct JourneysToday {
    double mean = 0, worst = 0;  ///< as costs; over the people who reach an existing site
    double covered = 0;          ///< people within the limit of the problem
    double served = 0;           ///< people who reach an existing site
};
[[nodiscard]] std::optional<JourneysToday> journeys_today(const SiteQuestion& question);

/// "2.31 km", "12.4 minutes".
[[nodiscard]] std::string journey_text(const SiteQuestion& question, double cost);

/// One sentence: "With 46 sites, 1 of them new, the mean journey is 2.31 km instead of 2.40 km today and the longest 9.8 km".
[[nodiscard]] std::string plan_finding(const SiteQuestion& question, const analysis::SitingPlan& plan);

/// "Proven: no other plan of 12 sites has shorter journeys." or "Not proven: no plan can be more than 0.8 % better."
[[nodiscard]] std::string proof_sentence(const SiteQuestion& question, const analysis::SitingPlan& plan);

/// "2.312 km on average", "31,204 children within reach".
[[nodiscard]] std::string objective_text(const SiteQuestion& question, const analysis::SitingPlan& plan);

/// "Objective: 2.312 km on average. Bound: 2.312 km. Gap: 0 %."
[[nodiscard]] std::string bound_sentence(const SiteQuestion& question, const analysis::SitingPlan& plan);

/// "1 opened: Hook Norton (OX123). 45 kept. 0 closed."
[[nodiscard]] std::string changes_sentence(const SiteQuestion& question, const analysis::SitingPlan& plan);

/// "36,395 children are served; 5 reach no site." Empty when all do.
[[nodiscard]] std::string unserved_sentence(const SiteQuestion& question, const analysis::SitingPlan& plan);

/// "in less than a second", "in 12.3 seconds".
[[nodiscard]] std::string duration_words(double seconds);

/// The same findings, those about single points that no site reaches as one.
[[nodiscard]] base::Diagnostics reach_gathered(const SiteQuestion& question, const base::Diagnostics& diagnostics);

/// " on foot", " by car", " by bus"; empty for straight lines.
[[nodiscard]] std::string mode_words(const SiteQuestion& question);

/// "1 site", "12 sites".
[[nodiscard]] std::string count_of_sites(std::size_t count);

}  // namespace needsmap::app
