#include "scene/context_parts.hpp"

#include <map>
#include <mutex>

namespace needsmap::scene {

namespace {

using Line = std::vector<geo::MapPoint>;

/// Where the segment from `in` (inside) to `out` (outside) leaves, to about a thousandth of its length.
geo::MapPoint crossing(const geo::AreaLocator& locator, geo::MapPoint in, geo::MapPoint out) {
    for (int step = 0; step < 10; ++step) {
        const geo::MapPoint middle = (in + out) * 0.5;
        (locator.find(middle) != geo::no_area ? in : out) = middle;
    }
    return in;
}

void cut(const geo::AreaLocator& locator, const Line& line, ContextParts& parts) {
    if (line.size() < 2) return;
    bool inside = locator.find(line[0]) != geo::no_area;
    Line current{line[0]};
    const auto finish = [&] {
        if (current.size() >= 2) (inside ? parts.inside : parts.outside).push_back(std::move(current));
        current.clear();
    };
    for (std::size_t i = 1; i < line.size(); ++i) {
        const bool next_inside = locator.find(line[i]) != geo::no_area;
        if (next_inside != inside) {
            const geo::MapPoint edge = inside ? crossing(locator, line[i - 1], line[i]) : crossing(locator, line[i], line[i - 1]);
            current.push_back(edge);
            finish();
            inside = next_inside;
            current.push_back(edge);
        }
        current.push_back(line[i]);
    }
    finish();
}

std::shared_ptr<const ContextParts> make_parts(const model::ContextLayer& layer, const model::Geography& geography) {
    auto parts = std::make_shared<ContextParts>();
    for (const model::ContextLayer::Feature& feature : layer.features)
        for (const Line& line : feature.parts) {
            if (geography.locator && layer.kind != model::ContextKind::urban)
                cut(*geography.locator, line, *parts);
            else
                parts->inside.push_back(line);
        }
    return parts;
}

}  // namespace

std::shared_ptr<const ContextParts> context_parts(const std::shared_ptr<const model::ContextLayer>& layer,
                                                  const model::Geography& geography) {
    struct Kept {
        std::weak_ptr<const model::ContextLayer> layer;  // a freed layer's address may come back as another one
        std::shared_ptr<const ContextParts> parts;
    };
    static std::mutex mutex;
    static std::map<const model::ContextLayer*, Kept> kept;
    const std::scoped_lock lock(mutex);
    std::erase_if(kept, [](const auto& entry) { return entry.second.layer.expired(); });
    Kept& entry = kept[layer.get()];
    if (!entry.parts) entry = {layer, make_parts(*layer, geography)};
    return entry.parts;
}

}  // namespace needsmap::scene
