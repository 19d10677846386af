#include "io/road_chains.hpp"

#include <algorithm>
#include <array>

namespace needsmap::io {

namespace {

/// Part of a line between two vertices that may be nodes: points [first, last] of RoadLines::ids.
struct Piece {
    std::uint32_t line = 0, first = 0, last = 0;
};
/// A piece as it is met: run along the line, or back.
struct Met {
    std::uint32_t piece = 0;
    bool backwards = false;
};

class Joining {
public:
    explicit Joining(const RoadLines& lines) : m_lines(&lines), m_ends(lines.vertices.size()) {
        cut();
        m_used.resize(m_pieces.size());
        for (std::uint32_t piece = 0; piece < m_pieces.size(); ++piece) {
            add_end(begin_of({piece, false}), {piece, false});
            add_end(end_of({piece, false}), {piece, true});
        }
    }

    std::vector<RoadChain> run() {
        std::vector<RoadChain> chains;
        // First what begins or ends at a node, then rings without one.
        for (const bool rings : {false, true}) {
            for (std::uint32_t piece = 0; piece < m_pieces.size(); ++piece) {
                if (m_used[piece] != 0) continue;
                if (rings || is_node(begin_of({piece, false})))
                    chains.push_back(follow({piece, false}));
                else if (is_node(end_of({piece, false})))
                    chains.push_back(follow({piece, true}));
            }
        }
        return chains;
    }

private:
    struct Ends {
        std::uint32_t count = 0;
        std::array<Met, 2> pieces;  ///< the first two that begin here, as they lead away
    };

    /// A vertex may be a node when it ends a line, or when lines pass it more than once.
    void cut() {
        std::vector<std::uint8_t> passes(m_lines->vertices.size());
        for (const std::uint32_t id : m_lines->ids) passes[id] = static_cast<std::uint8_t>(std::min(passes[id] + 1, 2));
        for (std::uint32_t line = 0; line < m_lines->line_count(); ++line) {
            const std::uint32_t begin = m_lines->line_begin[line], end = m_lines->line_begin[line + 1];
            for (std::uint32_t first = begin, i = begin + 1; i < end; ++i) {
                if (i + 1 < end && passes[m_lines->ids[i]] < 2) continue;
                m_pieces.push_back({line, first, i});
                first = i;
            }
        }
    }
    void add_end(std::uint32_t vertex, Met met) {
        Ends& ends = m_ends[vertex];
        if (ends.count < 2) ends.pieces[ends.count] = met;
        ++ends.count;
    }
    [[nodiscard]] std::uint32_t begin_of(Met met) const {
        const Piece& piece = m_pieces[met.piece];
        return m_lines->ids[met.backwards ? piece.last : piece.first];
    }
    [[nodiscard]] std::uint32_t end_of(Met met) const { return begin_of({met.piece, !met.backwards}); }
    [[nodiscard]] RoadProfile profile_of(Met met) const {
        const RoadProfile& profile = m_lines->profiles[m_pieces[met.piece].line];
        return met.backwards ? profile.reversed() : profile;
    }
    [[nodiscard]] bool is_node(std::uint32_t vertex) const {
        const Ends& ends = m_ends[vertex];
        if (ends.count != 2 || ends.pieces[0].piece == ends.pieces[1].piece) return true;
        // Passing through: in against the first piece's direction away from here, out along the second's.
        return profile_of(ends.pieces[0]).reversed() != profile_of(ends.pieces[1]);
    }
    RoadChain follow(Met met) {
        RoadChain chain;
        chain.profile = profile_of(met);
        chain.vertices.push_back(begin_of(met));
        for (;;) {
            m_used[met.piece] = 1;
            append(met, chain.vertices);
            const std::uint32_t here = end_of(met);
            if (is_node(here)) return chain;
            const Ends& ends = m_ends[here];
            met = ends.pieces[0].piece == met.piece ? ends.pieces[1] : ends.pieces[0];
            if (m_used[met.piece] != 0) return chain;  // round a ring
        }
    }
    void append(Met met, std::vector<std::uint32_t>& vertices) const {
        const Piece& piece = m_pieces[met.piece];
        if (met.backwards)
            for (std::uint32_t i = piece.last; i-- > piece.first;) vertices.push_back(m_lines->ids[i]);
        else
            for (std::uint32_t i = piece.first + 1; i <= piece.last; ++i) vertices.push_back(m_lines->ids[i]);
    }

    const RoadLines* m_lines;
    std::vector<Piece> m_pieces;
    std::vector<std::uint8_t> m_used;
    std::vector<Ends> m_ends;  ///< by vertex
};

}  // namespace

std::vector<RoadChain> road_chains(const RoadLines& lines) { return Joining(lines).run(); }

}  // namespace needsmap::io
