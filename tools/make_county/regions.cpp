#include "regions.hpp"

#include "random.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <queue>
#include <stdexcept>

namespace needsmap::county {
namespace {

class Partition {
public:
    Partition(const Mosaic& mosaic, const std::vector<int>& members, const std::vector<double>& size, const std::vector<Sprout>& sprouts)
        : m_mosaic(mosaic),
          m_members(members),
          m_size(size),
          m_sprouts(sprouts),
          m_mask(mosaic.parcels.size(), false),
          m_best(mosaic.parcels.size(), 0.0),
          m_label(mosaic.parcels.size(), -1) {
        for (const int p : members) {
            m_mask[p] = true;
        }
        for (const Sprout& sprout : sprouts) {
            m_speed.push_back(std::sqrt(std::max(sprout.target, 1e-9)));
        }
    }

    std::vector<int> run(int rounds) {
        for (int round = 0; round < rounds; ++round) {
            spread();
            adjust();
        }
        spread();
        for (int pass = 0; pass < 2; ++pass) {
            tidy();
        }
        reconnect();
        return m_label;
    }

private:
    void spread() {
        using Entry = std::pair<double, int>;
        std::priority_queue<Entry, std::vector<Entry>, std::greater<>> queue;
        for (const int p : m_members) {
            m_best[p] = std::numeric_limits<double>::max();
            m_label[p] = -1;
        }
        for (std::size_t s = 0; s < m_sprouts.size(); ++s) {
            m_best[m_sprouts[s].parcel] = 0.0;
            m_label[m_sprouts[s].parcel] = static_cast<int>(s);
            queue.push({0.0, m_sprouts[s].parcel});
        }
        while (!queue.empty()) {
            const auto [cost, p] = queue.top();
            queue.pop();
            if (cost > m_best[p]) {
                continue;
            }
            const int s = m_label[p];
            for (const int l : m_mosaic.parcels[p].links) {
                const int q = m_mosaic.links[l].other(p);
                const double next = cost + m_mosaic.links[l].walk_m / m_speed[s];
                if (m_mask[q] && next < m_best[q]) {
                    m_best[q] = next;
                    m_label[q] = s;
                    queue.push({next, q});
                }
            }
        }
    }

    void adjust() {
        std::vector<double> got(m_sprouts.size(), 0.0);
        for (const int p : m_members) {
            if (m_label[p] >= 0) {
                got[m_label[p]] += m_size[p];
            }
        }
        for (std::size_t s = 0; s < m_sprouts.size(); ++s) {
            const double ratio = m_sprouts[s].target / std::max(got[s], 0.02 * m_sprouts[s].target);
            // Area grows with the square of the reach, hence the square root; loosely held regions only lean towards their target.
            m_speed[s] *= 1.0 + m_sprouts[s].pull * (std::sqrt(std::clamp(ratio, 0.1, 10.0)) - 1.0);
        }
    }

    /// Gives a parcel to the neighbour that surrounds most of it, unless the border there is a barrier.
    void tidy() {
        for (const int p : m_members) {
            if (m_label[p] < 0 || is_start(p)) {
                continue;
            }
            std::map<int, double> shared;
            double total = 0.0;
            for (const int l : m_mosaic.parcels[p].links) {
                const Link& link = m_mosaic.links[l];
                const int label = m_label[link.other(p)];
                const double weight = link.border_m * (link.barrier_m > 0.0 ? 0.35 : 1.0);
                total += weight;
                if (label >= 0) {
                    shared[label] += weight;
                }
            }
            for (const auto& [label, border] : shared) {
                if (border > 0.62 * total) {
                    m_label[p] = label;
                }
            }
        }
    }

    bool is_start(int p) const {
        return std::any_of(m_sprouts.begin(), m_sprouts.end(), [p](const Sprout& s) { return s.parcel == p; });
    }

    /// Hands stray pieces to the neighbours that hold their longest border.
    void reconnect() {
        std::vector<bool> rooted(m_label.size(), false);
        for (const Sprout& sprout : m_sprouts) {
            std::vector<int> stack{sprout.parcel};
            rooted[sprout.parcel] = true;
            while (!stack.empty()) {
                const int p = stack.back();
                stack.pop_back();
                for (const int l : m_mosaic.parcels[p].links) {
                    const int q = m_mosaic.links[l].other(p);
                    if (!rooted[q] && m_label[q] == m_label[p]) {
                        rooted[q] = true;
                        stack.push_back(q);
                    }
                }
            }
        }
        for (bool changed = true; changed;) {
            changed = false;
            for (const int p : m_members) {
                if (m_label[p] < 0 || rooted[p]) {
                    continue;
                }
                double longest = 0.0;
                for (const int l : m_mosaic.parcels[p].links) {
                    const int q = m_mosaic.links[l].other(p);
                    if (rooted[q] && m_mosaic.links[l].border_m > longest) {
                        longest = m_mosaic.links[l].border_m;
                        m_label[p] = m_label[q];
                    }
                }
                rooted[p] = longest > 0.0;
                changed |= rooted[p];
            }
        }
    }

    const Mosaic& m_mosaic;
    const std::vector<int>& m_members;
    const std::vector<double>& m_size;
    const std::vector<Sprout>& m_sprouts;
    std::vector<double> m_speed;
    std::vector<bool> m_mask;
    std::vector<double> m_best;
    std::vector<int> m_label;
};

/// Wanted area of a ward in square metres; 0 for a rural ward, which shares what is left.
double ward_area_m2(const Ward& ward) {
    const double jitter = 0.75 + 0.5 * Random(hash(ward.code)).unit();
    const double per_small_area = ward.kind == "city" ? 0.52e6 : ward.kind == "major-town" ? 0.6e6 : ward.kind == "town" ? 2.0e6 : 0.0;
    return per_small_area * ward.small_areas * jitter;
}

/// Parcels far apart from each other but where people live: the first is the most peopled, each next the one that most people are far from.
std::vector<int> spread_starts(const Mosaic& mosaic, const std::vector<int>& members, const std::vector<double>& people, int count) {
    std::vector<int> starts;
    std::vector<double> far(members.size(), 3.0e3);
    for (int k = 0; k < count; ++k) {
        std::size_t best = 0;
        double best_score = -1.0;
        for (std::size_t i = 0; i < members.size(); ++i) {
            const double score = far[i] * far[i] * std::sqrt(people[members[i]]);
            if (score > best_score && far[i] > 0.0) {
                best_score = score;
                best = i;
            }
        }
        starts.push_back(members[best]);
        for (std::size_t i = 0; i < members.size(); ++i) {
            far[i] = std::min(far[i], distance(mosaic.parcels[members[i]].seed, mosaic.parcels[members[best]].seed));
        }
    }
    return starts;
}

/// The member of each region nearest to where its people live on average.
std::vector<int> hearts(const Mosaic& mosaic, const std::vector<int>& label, const std::vector<int>& members,
                        const std::vector<double>& people, int count) {
    std::vector<Point> sum(count);
    std::vector<double> weight(count, 0.0);
    for (const int p : members) {
        sum[label[p]] = sum[label[p]] + people[p] * mosaic.parcels[p].seed;
        weight[label[p]] += people[p];
    }
    std::vector<int> found(count, -1);
    std::vector<double> nearest(count, std::numeric_limits<double>::max());
    for (const int p : members) {
        const int k = label[p];
        const double d = distance(mosaic.parcels[p].seed, (1.0 / weight[k]) * sum[k]);
        if (d < nearest[k]) {
            nearest[k] = d;
            found[k] = p;
        }
    }
    return found;
}

}  // namespace

std::vector<int> grow(const Mosaic& mosaic, const std::vector<int>& members, const std::vector<double>& size,
                      const std::vector<Sprout>& sprouts, int rounds) {
    return Partition(mosaic, members, size, sprouts).run(rounds);
}

void found_parishes(Mosaic& mosaic) {
    std::vector<std::pair<std::uint64_t, int>> order;
    std::vector<int> members;
    std::vector<double> area;
    for (std::size_t p = 0; p < mosaic.parcels.size(); ++p) {
        area.push_back(mosaic.parcels[p].area_m2);
        if (mosaic.parcels[p].inside) {
            members.push_back(static_cast<int>(p));
            order.push_back({mix(p), static_cast<int>(p)});
        }
    }
    std::sort(order.begin(), order.end());
    std::vector<Sprout> sprouts;
    for (const auto& [luck, p] : order) {
        const Parcel& parcel = mosaic.parcels[p];
        const double gap_m = 5.0 * parcel.spacing_m;
        if (std::none_of(sprouts.begin(), sprouts.end(),
                         [&](const Sprout& s) { return distance(mosaic.parcels[s.parcel].seed, parcel.seed) < gap_m; })) {
            sprouts.push_back({p, parcel.spacing_m * parcel.spacing_m, 0.0});
        }
    }
    const std::vector<int> parish = grow(mosaic, members, area, sprouts, 0);
    for (Link& link : mosaic.links) {
        const double grain = std::min(mosaic.parcels[link.parcel[0]].spacing_m, mosaic.parcels[link.parcel[1]].spacing_m);
        const bool leaves = parish[link.parcel[0]] != parish[link.parcel[1]];
        link.walk_m = 0.55 * link.walk_m + (leaves ? 2.2 * grain : 0.0);
    }
}

std::vector<int> grow_wards(const Mosaic& mosaic, const Inputs& inputs) {
    std::vector<int> members;
    std::vector<double> area;
    double left = 0.0;
    for (std::size_t p = 0; p < mosaic.parcels.size(); ++p) {
        area.push_back(mosaic.parcels[p].area_m2);
        if (mosaic.parcels[p].inside) {
            members.push_back(static_cast<int>(p));
            left += area.back();
        }
    }
    double rural = 0.0;
    for (const Ward& ward : inputs.wards) {
        left -= ward_area_m2(ward);
        rural += ward.kind == "rural" ? std::sqrt(ward.small_areas) : 0.0;
    }
    std::vector<Sprout> sprouts;
    for (const Ward& ward : inputs.wards) {
        const double target = ward.kind == "rural" ? left * std::sqrt(ward.small_areas) / rural : ward_area_m2(ward);
        sprouts.push_back({mosaic.nearest(ward.centre), target, ward.kind == "rural" ? 0.05 : 0.4});
    }
    return grow(mosaic, members, area, sprouts, 40);
}

SmallAreas grow_small_areas(const Mosaic& mosaic, const Inputs& inputs, const std::vector<int>& wards) {
    SmallAreas result;
    result.of_parcel.assign(mosaic.parcels.size(), -1);
    std::vector<double> people;
    for (const Parcel& parcel : mosaic.parcels) {
        people.push_back(parcel.people * parcel.area_m2);
    }
    for (std::size_t w = 0; w < inputs.wards.size(); ++w) {
        std::vector<int> members;
        double total = 0.0;
        for (std::size_t p = 0; p < wards.size(); ++p) {
            if (wards[p] == static_cast<int>(w)) {
                members.push_back(static_cast<int>(p));
                total += people[p];
            }
        }
        const int count = inputs.wards[w].small_areas;
        std::vector<int> starts = spread_starts(mosaic, members, people, count);
        std::vector<int> label;
        Random random(hash(inputs.wards[w].code) ^ 7);
        std::vector<double> targets;
        for (int k = 0; k < count; ++k) {
            targets.push_back(total / count * random.between(0.85, 1.15));
        }
        for (int turn = 0; turn < 4; ++turn) {
            std::vector<Sprout> sprouts;
            for (int k = 0; k < count; ++k) {
                sprouts.push_back({starts[k], targets[k], 0.4});
            }
            label = grow(mosaic, members, people, sprouts, 25);
            starts = hearts(mosaic, label, members, people, count);
        }
        const int first = static_cast<int>(result.keys.size());
        for (int k = 0; k < count; ++k) {
            result.keys.push_back({static_cast<int>(w), k});
        }
        for (const int p : members) {
            result.of_parcel[p] = first + label[p];
        }
    }
    return result;
}

}  // namespace needsmap::county
