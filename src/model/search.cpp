// Place search: every word that was typed must begin a word of the name; codes match whole. Scores only order the hits.
#include <algorithm>
#include <array>
#include <limits>

#include "base/text.hpp"
#include "model/workspace.hpp"

namespace needsmap::model {

namespace {

/// How well a folded name matches. The steps leave room for the small bonuses of `kind_bonus`.
constexpr double code_score = 100;
constexpr double whole_name_score = 80;
constexpr double name_start_score = 60;
constexpr double word_start_score = 40;
constexpr double inside_score = 20;
/// Who types "ruscote" means the ward before its Children's Centre, though the centre's name begins with the word.
constexpr double place_bonus = -25;

std::vector<std::string_view> words_of(std::string_view text) {
    std::vector<std::string_view> words;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = std::min(text.find(' ', at), text.size());
        if (end > at) words.push_back(text.substr(at, end - at));
        at = end + 1;
    }
    return words;
}

struct Query {
    std::string folded;
    std::vector<std::string_view> words;
    explicit Query(std::string_view text) : folded(base::fold(text)), words(words_of(folded)) {}
    Query(const Query&) = delete;
    Query& operator=(const Query&) = delete;
};

bool begins_a_word(std::string_view name, std::string_view word) {
    for (std::size_t at = name.find(word); at != std::string_view::npos; at = name.find(word, at + 1))
        if (at == 0 || name[at - 1] == ' ') return true;
    return false;
}

/// 0 when the name does not match.
double name_score(const Query& query, std::string_view raw_name) {
    const std::string name = base::fold(raw_name);
    if (name == query.folded) return whole_name_score;
    if (name.starts_with(query.folded)) return name_start_score;
    if (std::ranges::all_of(query.words, [&](std::string_view word) { return begins_a_word(name, word); })) return word_start_score;
    // A fragment from within a word helps with half-remembered names; below three letters it would match everything.
    if (query.folded.size() >= 3 && name.find(query.folded) != std::string::npos) return inside_score;
    return 0;
}

/// "ward in Cherwell": the district where there is one, otherwise the geography with the fewest, but more than one, areas.
std::string area_subtitle(const Workspace& workspace, const Geography& geography, AreaIndex area) {
    const Geography* best = nullptr;
    AreaIndex best_area = geo::no_area;
    for (const auto& [id, parents] : geography.parents) {
        const auto coarser = workspace.find_geography(id);
        const AreaIndex parent = parents[static_cast<std::size_t>(area)];
        if (!coarser || parent == geo::no_area || coarser->size() < 2) continue;
        const bool better = best == nullptr || id == "district" || (best->id != "district" && coarser->size() < best->size());
        if (better) best = coarser.get(), best_area = parent;
    }
    return best == nullptr ? geography.singular : geography.singular + " in " + best->names[static_cast<std::size_t>(best_area)];
}

/// What the list shows beside the name; only worked out for hits that are returned.
void complete_area_hit(const Workspace& workspace, SearchHit& hit) {
    const auto geography = workspace.find_geography(hit.area.geography);
    const auto a = static_cast<std::size_t>(hit.area.area);
    hit.subtitle = area_subtitle(workspace, *geography, hit.area.area);
    if (geography->coverage) hit.box = geography->coverage->full().area_bounds(hit.area.area);
    hit.position = a < geography->label_points.size() ? geography->label_points[a] : hit.box.empty() ? geo::MapPoint{} : hit.box.centre();
}

bool is_code(const Query& query, std::string_view code) { return code.size() == query.folded.size() && base::fold(code) == query.folded; }

void search_areas(const Workspace& workspace, const Query& query, std::vector<SearchHit>& hits) {
    for (const auto& geography : workspace.geographies) {
        // Larger areas first among equals: "Oxford" the district before an "Oxford" small area.
        const double bonus = 1.0 / (1.0 + static_cast<double>(geography->size()));
        for (std::size_t a = 0; a < geography->size(); ++a) {
            const double score = is_code(query, geography->codes[a]) ? code_score : name_score(query, geography->names[a]);
            if (score > 0)
                hits.push_back(
                    {SearchHit::Kind::area, geography->names[a], {}, {geography->id, static_cast<AreaIndex>(a)}, {}, {}, score + bonus});
        }
    }
}

std::string_view class_word(SettlementClass kind) {
    static constexpr std::array<std::string_view, 4> words = {"city", "major town", "market town", "village"};
    return words[static_cast<std::size_t>(kind)];
}

void search_settlements(const Workspace& workspace, const Query& query, std::vector<SearchHit>& hits) {
    for (const Settlement& settlement : workspace.settlements) {
        const double score = name_score(query, settlement.name);
        // A town stands before the areas named after it; a city before a village.
        const double bonus = 2.0 - 0.25 * static_cast<double>(settlement.kind);
        if (score > 0)
            hits.push_back({SearchHit::Kind::settlement,
                            settlement.name,
                            std::string(class_word(settlement.kind)),
                            {},
                            settlement.position,
                            {},
                            score + bonus});
    }
}

void search_places(const Workspace& workspace, const Query& query, std::vector<SearchHit>& hits) {
    for (const auto& set : workspace.places)
        for (const Place& place : set->places) {
            const double score = name_score(query, place.name);
            if (score > 0) hits.push_back({SearchHit::Kind::place, place.name, set->singular, {}, place.position, {}, score + place_bonus});
        }
}

}  // namespace

std::vector<SearchHit> search(const Workspace& workspace, std::string_view text, std::size_t limit) {
    const Query query(text);
    std::vector<SearchHit> hits;
    if (query.words.empty() || limit == 0) return hits;
    search_areas(workspace, query, hits);
    search_settlements(workspace, query, hits);
    search_places(workspace, query, hits);
    std::ranges::stable_sort(hits, [](const SearchHit& a, const SearchHit& b) {
        if (a.score != b.score) return a.score > b.score;
        return a.title < b.title;
    });
    if (hits.size() > limit) hits.resize(limit);
    for (SearchHit& hit : hits)
        if (hit.kind == SearchHit::Kind::area) complete_area_hit(workspace, hit);
    return hits;
}

}  // namespace needsmap::model
