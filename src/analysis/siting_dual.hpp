// A proof from below: the Lagrangian relaxation of the serving problem.
//
// Relaxing "every row is served once" with a multiplier per row leaves sites that can be judged one by one: a site's score is the sum of
// min(0, cost - multiplier), and the sum of multipliers plus the cheapest allowed set of scores is at most the cost of any plan
// (Cornuejols, Fisher & Nemhauser 1977; Christofides & Beasley 1982, European Journal of Operational Research 10; Galvao & ReVelle 1996, the
// same journal 88, for covering). This holds for any multipliers, so rounding or stopping early never spoils the proof.
// Multipliers climb by subgradients, deflected as Camerini, Fratta & Maffioli 1975 (Mathematical Programming Study 3) advise, which settles most
// instances at once; where it sticks, by the volume algorithm (siting_volume.hpp). We deviate in letting a site that is open anyway act as the escape of its
// rows, which tightens the bound in branch and bound.
#pragma once

#include <functional>

#include "analysis/siting_serve.hpp"
#include "analysis/siting_watch.hpp"

namespace needsmap::analysis {

/// How long and how boldly to climb.
struct Climb {
    int iterations = 0;
    double boldness = 0;  ///< of the first step; 0..2 converges
    int patience = 0;     ///< steps without a better bound before boldness halves
    double timidest = 0;  ///< boldness at which to end
};

class ServeDual {
public:
    /// Sees every better bound with the relaxation's set of sites and returns the cutoff, perhaps lower now.
    using OnBetter = std::function<double(double bound, std::span<const SiteIndex> sites)>;

    explicit ServeDual(const ServeProblem& problem);

    /// Where multipliers start: between the costs of the nearest and the second nearest site of a good plan.
    [[nodiscard]] std::vector<double> multipliers_of(std::span<const SiteIndex> plan) const;
    /// The same for rows that must be served, half the escape for the others: away from the kinks at 0 and at the escape, where averages of
    /// subgradients lead nowhere.
    [[nodiscard]] std::vector<double> multipliers_inside(std::span<const SiteIndex> plan) const;

    /// Raises the bound of what `rules` leave open from `multipliers` on, ends early at `cutoff`, fixes sites in `rules` that no plan below
    /// the cutoff can have otherwise, and leaves the best multipliers. Infinity when no plan below the cutoff is left.
    double climb(SiteRules& rules, std::vector<double>& multipliers, double cutoff, const Climb& how, SitingWatch& watch,
                 const OnBetter& on_better);

    /// The same by the volume algorithm: slower to start, but it comes nearer to the best bound there is.
    double climb_by_volume(SiteRules& rules, std::vector<double>& multipliers, double cutoff, const Climb& how, SitingWatch& watch,
                           const OnBetter& on_better);

    /// Per site, how much of the time it was chosen lately: 0..1. What is neither is worth branching on.
    [[nodiscard]] std::span<const double> open_share() const { return m_share; }

private:
    void find_caps(const SiteRules& rules);
    double evaluate(const SiteRules& rules, std::span<const double> multipliers);
    /// `ties_serve`: whether a chosen site serves a row whose multiplier it costs exactly; either is a subgradient.
    void find_gradient(std::span<const double> multipliers, bool ties_serve);
    double find_direction(std::span<const double> multipliers);
    /// Whether anything was fixed.
    bool fix(SiteRules& rules, double bound, double cutoff) const;
    [[nodiscard]] std::vector<SiteIndex> sites_of_choice(const SiteRules& rules) const;

    const ServeProblem& m_problem;
    CheapestSites m_cheapest;
    std::vector<double> m_cap;      // per row: escape, or the cost of a site that is open anyway
    std::vector<double> m_scores;   // per site
    std::vector<char> m_is_chosen;  // per site
    std::vector<SiteIndex> m_chosen;
    std::vector<double> m_direction;
    std::vector<float> m_gradient;  // per row: 1 - how often it is served
    std::vector<double> m_share;
};

}  // namespace needsmap::analysis
