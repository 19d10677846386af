// Undo and redo as whole states: a state is a few strings and numbers, so keeping it is cheaper and surer than reversing edits.
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace needsmap::app {

/// A stack of states to go back to and one to go forward to. `State` is copied.
template <class State>
class History {
public:
    /// Consecutive changes with the same non-empty `merge_key`, each within `merge_s` of the one before, are one step: a dragged class
    /// break, a title being typed.
    static constexpr double merge_s = 0.5;
    static constexpr std::size_t most_steps = 500;

    void clear() {
        m_undo.clear();
        m_redo.clear();
    }

    /// `before` is the state that undoing this change brings back; `now` is the session's clock in seconds.
    void record(State before, std::string title, std::string merge_key, double now) {
        m_redo.clear();
        const bool continues =
            !merge_key.empty() && !m_undo.empty() && m_undo.back().merge_key == merge_key && now - m_undo.back().time <= merge_s;
        if (continues) {
            m_undo.back().time = now;
            return;
        }
        m_undo.push_back({std::move(before), std::move(title), std::move(merge_key), now});
        if (m_undo.size() > most_steps) m_undo.erase(m_undo.begin());
    }

    /// The state before the last change; `current` is kept for redo.
    [[nodiscard]] std::optional<State> undo(const State& current) { return move_step(m_undo, m_redo, current); }
    [[nodiscard]] std::optional<State> redo(const State& current) { return move_step(m_redo, m_undo, current); }

    [[nodiscard]] bool can_undo() const { return !m_undo.empty(); }
    [[nodiscard]] bool can_redo() const { return !m_redo.empty(); }
    [[nodiscard]] std::string undo_title() const { return m_undo.empty() ? std::string() : m_undo.back().title; }
    [[nodiscard]] std::string redo_title() const { return m_redo.empty() ? std::string() : m_redo.back().title; }

private:
    struct Step {
        State state;
        std::string title, merge_key;
        double time = 0;
    };

    static std::optional<State> move_step(std::vector<Step>& from, std::vector<Step>& to, const State& current) {
        if (from.empty()) return std::nullopt;
        Step step = std::move(from.back());
        from.pop_back();
        // What comes after an undo or redo is a new step, even when it looks like the one before.
        if (!from.empty()) from.back().merge_key.clear();
        to.push_back({current, step.title, {}, step.time});
        return std::move(step.state);
    }

    std::vector<Step> m_undo, m_redo;
};

}  // namespace needsmap::app
