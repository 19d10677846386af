// Pointer and keys over the map, as Dear ImGui has collected them, to actions.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/actions.hpp"
#include "app/session.hpp"
#include "panels/frame.hpp"
#include "viewer/map_view.hpp"

namespace needsmap::viewer {

class MapInput {
public:
    /// What the last frame said about panes and keyboard.
    struct Surroundings {
        const std::vector<panels::MapPane>& panes;
        bool keyboard_free = false;
    };
    /// Actions of this frame; between ImGui::NewFrame and ImGui::EndFrame.
    [[nodiscard]] std::vector<app::Action> actions(const app::Session& session, const Surroundings& around);
    /// Finds what lies under the pointer and tells the session.
    void update_hover(app::Session& session, const Surroundings& around) const;
    /// True while the map is being dragged.
    [[nodiscard]] bool is_dragging() const { return m_drag && m_drag->moved && m_drag->site.empty(); }
    /// Asks for the keyboard to go to the place search (once).
    [[nodiscard]] bool take_search_wish();

private:
    struct Drag {
        app::PaneIndex pane = 0;
        geo::PixelPoint start, last;
        int button = 0;
        bool moved = false;
        std::string site = {};    ///< of the plan, that is dragged instead of the map
        geo::MapPoint grip = {};  ///< from the pointer to the site
    };
    void drag_to(const app::Session& session, const Surroundings& around, geo::PixelPoint now, std::vector<app::Action>& out);
    void pointer_actions(const app::Session& session, const Surroundings& around, std::vector<app::Action>& out);
    void key_actions(const app::Session& session, std::vector<app::Action>& out);
    void character_actions(const app::Session& session, std::vector<app::Action>& out);
    void release(const app::Session& session, const Surroundings& around, std::vector<app::Action>& out);

    std::optional<Drag> m_drag;
    bool m_search_wanted = false;
};

}  // namespace needsmap::viewer
