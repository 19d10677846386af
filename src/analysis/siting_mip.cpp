#include "analysis/siting_mip.hpp"

#include <CbcModel.hpp>  // first: the headers below need its names

#include <CbcCutGenerator.hpp>
#include <CbcEventHandler.hpp>
#include <CglClique.hpp>
#include <CglKnapsackCover.hpp>
#include <CglProbing.hpp>
#include <CglZeroHalf.hpp>
#include <ClpEventHandler.hpp>
#include <ClpSimplex.hpp>
#include <CoinPackedMatrix.hpp>
#include <OsiClpSolverInterface.hpp>

#include <algorithm>

namespace needsmap::analysis {
namespace {

void load(OsiClpSolverInterface& solver, const Mip& mip) {
    solver.messageHandler()->setLogLevel(0);
    solver.setHintParam(OsiDoReducePrint, true, OsiHintTry);
    std::vector<int> rows, columns;
    std::vector<double> factors, row_low, row_high;
    for (std::size_t r = 0; r < mip.rows.size(); ++r) {
        const Mip::Row& row = mip.rows[r];
        rows.insert(rows.end(), row.columns.size(), static_cast<int>(r));
        columns.insert(columns.end(), row.columns.begin(), row.columns.end());
        factors.insert(factors.end(), row.factors.begin(), row.factors.end());
        row_low.push_back(row.low <= -Mip::none ? -solver.getInfinity() : row.low);
        row_high.push_back(row.high >= Mip::none ? solver.getInfinity() : row.high);
    }
    CoinPackedMatrix matrix(true, rows.data(), columns.data(), factors.data(), static_cast<int>(rows.size()));
    matrix.setDimensions(static_cast<int>(mip.rows.size()), static_cast<int>(mip.costs.size()));
    const std::vector<double> low(mip.costs.size(), 0.0), high(mip.costs.size(), 1.0);
    solver.loadProblem(matrix, low.data(), high.data(), mip.costs.data(), row_low.data(), row_high.data());
    for (std::size_t j = 0; j < mip.costs.size(); ++j)
        if (mip.is_integer[j]) solver.setInteger(static_cast<int>(j));
}

/// Asks our watch between nodes and tells of better solutions. Nothing may be thrown through CBC, so cancelling is looked at again after it.
class Listener : public CbcEventHandler {
public:
    using Better = std::function<void(std::span<const double>, double, double)>;
    Listener(CbcModel* cbc, SitingWatch& watch, const Better& on_better, double& bound)
        : CbcEventHandler(cbc), m_watch(&watch), m_on_better(&on_better), m_bound(&bound) {}
    CbcAction event(CbcEvent which) override {
        try {
            if (which == solution || which == heuristicSolution) tell();
            if (m_watch->stop()) return stop;
            if (which == node) *m_bound = std::max(*m_bound, model_->getBestPossibleObjValue());
            return noAction;
        } catch (...) {
            return stop;
        }
    }
    CbcEventHandler* clone() const override { return new Listener(*this); }

private:
    void tell() {
        const double* values = model_->bestSolution();
        if (!*m_on_better || values == nullptr) return;
        (*m_on_better)({values, static_cast<std::size_t>(model_->getNumCols())}, model_->getObjValue(), model_->getBestPossibleObjValue());
    }
    SitingWatch* m_watch;
    const Better* m_on_better;
    double* m_bound;  // CBC copies its listeners
};

/// The same between the steps of the simplex method: the first linear program of a big model can take minutes.
class SimplexListener : public ClpEventHandler {
public:
    explicit SimplexListener(SitingWatch& watch) : m_watch(&watch) {}
    int event(Event) override {
        try {
            return m_watch->stop() ? 5 : -1;  // 5: stopped by an event; -1: go on
        } catch (...) {
            return 5;
        }
    }
    ClpEventHandler* clone() const override { return new SimplexListener(*this); }

private:
    SitingWatch* m_watch;
};

void add_cuts(CbcModel& cbc, CglProbing& probing, CglClique& clique, CglKnapsackCover& cover, CglZeroHalf& zero_half) {
    probing.setMaxPass(1), probing.setMaxProbe(10), probing.setMaxLook(50), probing.setRowCuts(3);
    clique.setStarCliqueReport(false), clique.setRowCliqueReport(false);  // it prints otherwise
    // -1 = at the root, and further on only where it helped.
    cbc.addCutGenerator(&probing, -1, "probing");
    cbc.addCutGenerator(&clique, -1, "clique");
    cbc.addCutGenerator(&cover, -1, "cover");
    cbc.addCutGenerator(&zero_half, -1, "zero half");
}

}  // namespace

LinearAnswer solve_linear(const Mip& mip, SitingWatch& watch) {
    OsiClpSolverInterface solver;
    load(solver, mip);
    const SimplexListener listener(watch);
    solver.getModelPtr()->passInEventHandler(&listener);
    solver.initialSolve();
    if (watch.stop()) return {-model::unreachable, {}};
    if (!solver.isProvenOptimal()) return {solver.isProvenPrimalInfeasible() ? model::unreachable : -model::unreachable, {}};
    return {solver.getObjValue(), {solver.getColSolution(), solver.getColSolution() + mip.costs.size()}};
}

MipAnswer solve_mip(const Mip& mip, double cutoff, std::span<const double> start, SitingWatch& watch,
                    const std::function<void(std::span<const double>, double, double)>& on_better) {
    OsiClpSolverInterface solver;
    load(solver, mip);
    const SimplexListener simplex_listener(watch);
    solver.getModelPtr()->passInEventHandler(&simplex_listener);
    CbcModel cbc(solver);
    cbc.setLogLevel(0);
    cbc.messageHandler()->setLogLevel(0);
    cbc.setAllowableGap(0), cbc.setAllowableFractionGap(0);
    if (cutoff < model::unreachable) cbc.setCutoff(cutoff);
    if (watch.seconds_left() < model::unreachable) cbc.setMaximumSeconds(std::max(0.01, watch.seconds_left()));
    CglProbing probing;
    CglClique clique;
    CglKnapsackCover cover;
    CglZeroHalf zero_half;
    add_cuts(cbc, probing, clique, cover, zero_half);
    MipAnswer answer{.bound = -model::unreachable};
    Listener listener(&cbc, watch, on_better, answer.bound);
    cbc.passInEventHandler(&listener);
    if (!start.empty()) {
        double objective = 0;
        for (std::size_t j = 0; j < start.size(); ++j) objective += mip.costs[j] * start[j];
        cbc.setBestSolution(start.data(), static_cast<int>(start.size()), objective, true);
    }
    cbc.initialSolve();
    if (watch.stop()) return answer;
    if (cbc.solver()->isProvenOptimal()) answer.bound = cbc.solver()->getObjValue();
    if (cbc.isProvenOptimal() || !cbc.isInitialSolveProvenPrimalInfeasible()) cbc.branchAndBound();
    if (!watch.stop()) {
        answer.is_settled = cbc.isProvenOptimal() || cbc.isProvenInfeasible() || cbc.isInitialSolveProvenPrimalInfeasible();
        answer.bound = cbc.getBestPossibleObjValue();
    }  // else CBC takes a node whose linear program was cut short for infeasible: what it says of bound and proof then cannot be trusted
    answer.nodes = static_cast<std::size_t>(std::max(cbc.getNodeCount(), 0));
    if (const double* values = cbc.bestSolution(); values != nullptr) {
        answer.values.emplace(values, values + mip.costs.size());
        answer.objective = cbc.getObjValue();
    }
    return answer;
}

}  // namespace needsmap::analysis
