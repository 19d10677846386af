#include "layering.hpp"

#include <algorithm>
#include <functional>
#include <optional>
#include <regex>
#include <sstream>

namespace needsmap::layering {

namespace {

/// main.cpp lies in no layer: it only opens the two doors of the program.
const Layer main_layer{{"base", "cli", "viewer"}, {}};

struct Include {
    int line = 0;
    std::string header;
};

std::vector<std::string> split(const std::string& text, char separator) {
    std::vector<std::string> parts;
    std::istringstream in(text);
    for (std::string part; std::getline(in, part, separator);) parts.push_back(part);
    return parts;
}

std::vector<Include> includes_of(const std::string& text) {
    static const std::regex pattern(R"re(^\s*#\s*include\s*(?:"([^"]+)"|<([^>]+)>).*)re");
    std::vector<Include> found;
    int line = 0;
    for (const std::string& row : split(text, '\n')) {
        ++line;
        std::smatch match;
        if (std::regex_match(row, match, pattern)) found.push_back({line, match[1].matched ? match[1] : match[2]});
    }
    return found;
}

std::string folder_of(const std::string& path) {
    const std::size_t slash = path.find('/');
    return slash == std::string::npos ? std::string() : path.substr(0, slash);
}

/// Headers of the C++ standard library have neither dot nor folder; the rest is POSIX as used here.
bool is_system(const std::string& header) {
    static const std::set<std::string> posix = {"dlfcn.h",  "errno.h", "fcntl.h", "malloc.h", "poll.h",
                                                "signal.h", "spawn.h", "time.h",  "unistd.h"};
    return header.find_first_of("./") == std::string::npos || header.starts_with("sys/") || posix.contains(header);
}

/// "imgui" is a prefix of <imgui.h> and <imgui_internal.h>, but not of <imguizmo.h>: the name must end where the prefix does.
bool has_prefix(const std::string& header, const std::string& prefix) {
    return header.starts_with(prefix) &&
           (header.size() == prefix.size() || std::string_view("/._-").find(header[prefix.size()]) != std::string_view::npos);
}

/// The longest prefix any layer declares for this header: <imgui_impl_glfw.h> is "imgui_impl" where that is declared.
std::optional<std::string> declared_prefix(const Layers& layers, const std::string& header) {
    std::optional<std::string> best;
    for (const auto& [name, layer] : layers) {
        for (const std::string& prefix : layer.header_prefixes) {
            if (has_prefix(header, prefix) && (!best || prefix.size() > best->size())) best = prefix;
        }
    }
    return best;
}

/// What is wrong with `owner` (a layer's name, or "main.cpp") including `header`; empty = nothing.
std::string fault(const Layers& layers, const Files& files, const std::string& owner, const Layer& layer, const std::string& header) {
    if (is_system(header)) return {};
    const std::string target = folder_of(header);
    if (layers.contains(target) && files.contains(header)) {
        if (target == owner || layer.may_include.contains(target)) return {};
        return owner + " may not include " + target;
    }
    const std::optional<std::string> prefix = declared_prefix(layers, header);
    if (!prefix) {
        return layers.contains(target) ? "there is no src/" + header
                                       : header +
                                             " belongs to no layer: include as \"layer/name.hpp\", or add its library to one layer "
                                             "in src/CMakeLists.txt";
    }
    if (layer.header_prefixes.contains(*prefix)) return {};
    return owner + " may not include headers of " + *prefix;
}

/// The first circle met when following `next` from each node in turn, as "a -> b -> a"; empty = none.
std::string find_cycle(const std::vector<std::string>& nodes, const std::function<std::vector<std::string>(const std::string&)>& next) {
    std::set<std::string> finished;
    std::vector<std::string> path;
    const std::function<std::string(const std::string&)> visit = [&](const std::string& node) -> std::string {
        if (finished.contains(node)) return {};
        if (const auto seen = std::find(path.begin(), path.end(), node); seen != path.end()) {
            std::string circle;
            for (auto at = seen; at != path.end(); ++at) circle += *at + " -> ";
            return circle + node;
        }
        path.push_back(node);
        for (const std::string& follower : next(node)) {
            if (std::string circle = visit(follower); !circle.empty()) return circle;
        }
        path.pop_back();
        finished.insert(node);
        return {};
    };
    for (const std::string& node : nodes) {
        if (std::string circle = visit(node); !circle.empty()) return circle;
    }
    return {};
}

std::string layer_cycle(const Layers& layers) {
    std::vector<std::string> names;
    for (const auto& [name, layer] : layers) names.push_back(name);
    return find_cycle(names, [&](const std::string& name) {
        const auto found = layers.find(name);
        return found == layers.end() ? std::vector<std::string>()
                                     : std::vector<std::string>(found->second.may_include.begin(), found->second.may_include.end());
    });
}

std::string file_cycle(const Files& files) {
    std::vector<std::string> names;
    for (const auto& [name, text] : files) names.push_back(name);
    return find_cycle(names, [&](const std::string& name) {
        std::vector<std::string> out;
        for (const Include& include : includes_of(files.at(name))) {
            if (files.contains(include.header)) out.push_back(include.header);
        }
        return out;
    });
}

}  // namespace

Layers parse_record(std::string_view record) {
    Layers layers;
    for (const std::string& row : split(std::string(record), '\n')) {
        std::vector<std::string> columns = split(row, '|');
        if (columns.empty() || columns[0].empty()) continue;
        columns.resize(3);
        const std::vector<std::string> edges = split(columns[1], ';');
        const std::vector<std::string> prefixes = split(columns[2], ';');
        layers[columns[0]] = {{edges.begin(), edges.end()}, {prefixes.begin(), prefixes.end()}};
    }
    return layers;
}

std::vector<std::string> violations(const Layers& layers, const Files& files) {
    std::vector<std::string> out;
    if (const std::string circle = layer_cycle(layers); !circle.empty()) out.push_back("The layers go round in a circle: " + circle + ".");
    if (const std::string circle = file_cycle(files); !circle.empty())
        out.push_back("Files include each other in a circle: " + circle + ".");
    for (const auto& [path, text] : files) {
        const std::string folder = folder_of(path);
        const auto found = layers.find(folder);
        if (found == layers.end() && path != "main.cpp") {
            out.push_back("src/" + path + " lies in no layer of src/CMakeLists.txt.");
            continue;
        }
        const Layer& layer = found == layers.end() ? main_layer : found->second;
        for (const Include& include : includes_of(text)) {
            const std::string wrong = fault(layers, files, folder.empty() ? path : folder, layer, include.header);
            if (!wrong.empty()) out.push_back("src/" + path + ":" + std::to_string(include.line) + ": " + wrong + ".");
        }
    }
    return out;
}

}  // namespace needsmap::layering
