// The plan that is tried out: changed by actions, evaluated at once, searched for by a job.
#include <algorithm>
#include <cmath>

#include "app/operation_parts.hpp"
#include "app/session_impl.hpp"
#include "app/travel.hpp"
#include "base/error.hpp"
#include "base/text.hpp"
#include "io/population_points.hpp"

namespace needsmap::app {

namespace {

/// Journeys are worked out once the plan has been left alone for so long: not for every pixel of a drag.
constexpr double calm_s = 0.25;
const std::string no_plan = "There is no plan; start one first.";

Outcome outcome_of(std::string summary, std::function<void(Session&)> follow_up) {
    Outcome outcome;
    outcome.summary = std::move(summary), outcome.follow_up = std::move(follow_up);
    return outcome;
}

bool is_finite(geo::MapPoint point) { return std::isfinite(point.x) && std::isfinite(point.y); }

}  // namespace

const DraftPlan* ActionApplier::plan() {
    if (!m_session.state.plan) m_session.refuse(no_plan);
    return m_session.state.plan.get();
}

const SitingView& Session::Impl::siting_view() { return siting.lab->view(*state.plan, *layers); }

void Session::Impl::change_plan(const std::string& title, DraftPlan plan, const std::string& merge_key) {
    siting.changed_s = clock_s;
    if (state.plan && *state.plan == plan) return;
    edit(
        title, [&](SessionState& changed) { changed.plan = std::make_shared<const DraftPlan>(std::move(plan)); }, merge_key);
}

void ActionApplier::operator()(const StartPlan& action) {
    if (!m_session.workspace) return;
    m_session.siting.selected.clear();
    m_session.siting.adding = false;
    m_session.change_plan("starting a plan", starting_plan(*m_session.workspace, action.id));
}

void ActionApplier::operator()(const EndPlan&) {
    if (plan() == nullptr) return;
    m_session.siting.selected.clear();
    m_session.siting.adding = false;
    m_session.edit("ending the plan", [](SessionState& state) { state.plan.reset(); });
}

void ActionApplier::operator()(const SetPlanDemand& action) {
    const DraftPlan* now = plan();
    if (now == nullptr) return;
    const auto layer = layer_from(*m_session.workspace, action.layer);
    const auto offered = demand_layers(*m_session.workspace);
    if (std::ranges::find(offered, layer) == offered.end())
        return m_session.refuse(layer->title + " does not say how many people there are in small areas.");
    DraftPlan changed = *now;
    if (changed.demand != action.layer) changed.proof.clear();
    changed.demand = action.layer;
    m_session.change_plan("people of the plan", std::move(changed));
}

void ActionApplier::operator()(const SetPlanTravel& action) {
    const DraftPlan* now = plan();
    if (now == nullptr) return;
    if (!std::isfinite(action.within) || !(action.within > 0)) return m_session.refuse("The limit must be above 0.");
    DraftPlan changed = *now;
    if (changed.mode != action.mode || changed.within != action.within) changed.proof.clear();
    changed.mode = action.mode, changed.within = action.within;
    m_session.change_plan("journeys of the plan", std::move(changed), "plan-travel");
}

void ActionApplier::operator()(const OpenSite& action) {
    if (const DraftPlan* now = plan())
        m_session.change_plan(action.open ? "opening a site" : "closing a site", with_site_open(*now, action.site, action.open));
}

void ActionApplier::operator()(const MoveSite& action) {
    if (!is_finite(action.position)) return m_session.refuse("A site needs a place on the map.");
    if (const DraftPlan* now = plan())
        m_session.change_plan("moving a site", with_site_at(*now, action.site, action.position), "plan-move " + action.site);
}

void ActionApplier::operator()(const AddSite& action) {
    if (!is_finite(action.position)) return m_session.refuse("A site needs a place on the map.");
    const DraftPlan* now = plan();
    if (now == nullptr) return;
    DraftPlan changed = with_new_site(*now, *m_session.workspace, action.position);
    m_session.siting.selected = changed.sites.back().id;
    m_session.siting.adding = false;
    m_session.change_plan("adding a site", std::move(changed));
}

void ActionApplier::operator()(const RemoveSite& action) {
    if (const DraftPlan* now = plan()) m_session.change_plan("removing a site", without_site(*now, action.site));
}

void ActionApplier::operator()(const SelectSite& action) {
    const DraftPlan* now = plan();
    if (now == nullptr) return;
    if (!action.site.empty() && now->find(action.site) == nullptr) return m_session.refuse("The plan has no site “" + action.site + "”.");
    m_session.siting.selected = action.site;
}

void ActionApplier::operator()(const ArmSite& action) {
    if (plan() != nullptr) m_session.siting.adding = action.armed;
}

void ActionApplier::operator()(const ColourCatchments& action) {
    if (plan() != nullptr) m_session.siting.catchments_in_colour = action.coloured;
}

void ActionApplier::operator()(const ShowIsochrones& action) {
    if (plan() != nullptr) m_session.siting.isochrones = action.shown;
}

void ActionApplier::operator()(const SearchPlan& action) {
    if (plan() != nullptr) m_session.requests.emplace_back(action);
}

const SitingView* Session::siting() const { return m_impl->state.plan ? &m_impl->siting_view() : nullptr; }

const std::string& Session::selected_site() const {
    static const std::string none;
    const auto& plan = m_impl->state.plan;
    return plan && plan->find(m_impl->siting.selected) != nullptr ? m_impl->siting.selected : none;
}

bool Session::is_adding_site() const { return m_impl->state.plan && m_impl->siting.adding; }

void Session::Impl::take_answer(const SitingAnswer& answer) {
    if (!state.plan) return;
    DraftPlan changed = *state.plan;
    changed.sites = answer.sites, changed.proof = answer.proof;
    change_plan("best plan", std::move(changed));
}

std::function<Outcome(base::JobContext&)> Session::search_job(const SitingQuestion& question) const {
    if (!m_impl->state.plan) throw base::Error(no_plan);
    const SitingView& view = m_impl->siting_view();
    if (!view.demand) throw base::Error(view.problem.empty() ? "Where people live is still being read." : view.problem);
    return [workspace = m_impl->workspace, plan = m_impl->state.plan, demand = view.demand, question](base::JobContext& job) {
        const SitingAnswer answer = search_plan(*workspace, *plan, *demand, question, job);
        return outcome_of(answer.proof, [answer, plan](Session& session) {
            // Another plan has been started meanwhile: this answer is not about it.
            const auto& now = session.m_impl->state.plan;
            if (!now || now->start != plan->start || now->places != plan->places) return;
            const bool same_question = now->demand == plan->demand && now->mode == plan->mode && now->within == plan->within;
            session.m_impl->take_answer(same_question ? answer : SitingAnswer{answer.sites, {}, false});
        });
    };
}

bool Session::lacks_journeys() const {
    if (siting() == nullptr) return false;
    return m_impl->siting.lab->wants_people() || m_impl->siting.lab->wanted().has_value();
}

std::function<Outcome(base::JobContext&)> Session::people_job() const {
    return [workspace = m_impl->workspace](base::JobContext& job) {
        PeopleRead read{workspace->geographies.front(), nullptr, {}};
        try {
            read.points = std::make_shared<const model::PopulationPoints>(io::read_population_points(*workspace, job));
        } catch (const base::Error& error) {
            read.reason = error.full_text();
        }
        return outcome_of({}, [read](Session& session) {
            if (session.is_open()) session.m_impl->siting.lab->take_people(read);
        });
    };
}

std::function<Outcome(base::JobContext&)> Session::journeys_job() const {
    Impl& impl = *m_impl;
    if (!impl.state.plan) return {};
    static_cast<void>(impl.siting_view());
    if (impl.siting.lab->wants_people()) return people_job();
    if (impl.clock_s - impl.siting.changed_s < calm_s) return {};
    const auto wanted = impl.siting.lab->wanted();
    if (!wanted) return {};
    return [workspace = impl.workspace, wanted = *wanted](base::JobContext& job) {
        TravelOptions options;
        options.mode = wanted.mode;
        std::vector<geo::MapPoint> demand;
        for (const model::DemandPoint& point : wanted.demand->points) demand.push_back(point.position);
        try {
            const auto found = std::make_shared<const Travel>(travel(*workspace, demand, wanted.sites, options, job));
            return outcome_of({}, [wanted, found](Session& session) {
                if (session.is_open()) session.m_impl->siting.lab->take_journeys(wanted, *found);
            });
        } catch (const base::Error& error) {
            return outcome_of({}, [wanted, reason = error.full_text()](Session& session) {
                if (session.is_open()) session.m_impl->siting.lab->take_failure(wanted, reason);
            });
        }
    };
}

bool Session::colours_catchments() const { return m_impl->state.plan && m_impl->siting.catchments_in_colour; }

bool Session::shows_isochrones() const { return m_impl->state.plan && m_impl->siting.isochrones; }

std::optional<IsochronesWanted> Session::isochrones_wanted() const {
    const auto& plan = m_impl->state.plan;
    if (!shows_isochrones()) return std::nullopt;
    const PlanSite* site = plan->find(m_impl->siting.selected);
    if (site == nullptr) return std::nullopt;
    return IsochronesWanted{site->position, plan->mode, plan->within};
}

const PlanIsochrones* Session::isochrones() const {
    const auto wanted = isochrones_wanted();
    return wanted && m_impl->siting.isochrones_of == wanted ? &m_impl->siting.isochrones_found : nullptr;
}

std::function<Outcome(base::JobContext&)> Session::isochrones_job() const {
    const auto wanted = isochrones_wanted();
    if (!wanted || isochrones() != nullptr || m_impl->clock_s - m_impl->siting.changed_s < calm_s) return {};
    return [workspace = m_impl->workspace, wanted = *wanted](base::JobContext& job) {
        return outcome_of({}, [workspace, wanted, found = plan_isochrones(*workspace, wanted, job)](Session& session) {
            if (session.m_impl->workspace != workspace) return;  // other roads: it is asked for again
            session.m_impl->siting.isochrones_of = wanted, session.m_impl->siting.isochrones_found = found;
        });
    };
}

}  // namespace needsmap::app
