// Recorded sessions: one line per action or input, for screenshots and tests of the real interface.
//
//   set-layer child-poverty        any action of app/actions.hpp
//   move X Y                       the pointer, in window pixels
//   click X Y | double-click X Y | drag X1 Y1 X2 Y2 | wheel NOTCHES
//   key ctrl+shift+z | key escape  one key press
//   type some text                 into whatever has the keyboard
//   wait                           until jobs and movements have ended
//   frames N                       let N frames pass
//   # comment
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "app/actions.hpp"

namespace needsmap::viewer {

struct PointerMove {
    double x = 0, y = 0;
};
struct PointerClick {
    double x = 0, y = 0;
    bool twice = false;
    std::string modifiers;
};
struct PointerDrag {
    double x0 = 0, y0 = 0, x1 = 0, y1 = 0;
};
struct WheelTurn {
    double notches = 0;
};
/// `key` is a GLFW key code; `character` what it writes, 0 for none.
struct KeyPress {
    int key = 0;
    bool ctrl = false, shift = false, alt = false;
    unsigned character = 0;
};
struct TypeText {
    std::string text;
};
struct WaitUntilIdle {};
struct LetFramesPass {
    int count = 1;
};

using ScriptStep =
    std::variant<app::Action, PointerMove, PointerClick, PointerDrag, WheelTurn, KeyPress, TypeText, WaitUntilIdle, LetFramesPass>;

/// Reads a whole script; `name` is for messages. Throws base::Error naming file and line for the first line that cannot be understood.
[[nodiscard]] std::vector<ScriptStep> read_script(std::string_view text, const std::string& name);
[[nodiscard]] std::vector<ScriptStep> read_script_file(const std::filesystem::path& file);

}  // namespace needsmap::viewer
