#include "geo/predicates.hpp"

#include <array>
#include <span>

namespace needsmap::geo {

namespace {

/// A sum of doubles kept exactly: components from small to large that do not overlap (Shewchuk, section 2).
class ExactSum {
public:
    void add(double value) {
        for (double& component : std::span(m_parts.data(), m_count)) {
            const double sum = value + component;
            const double virtual_part = sum - value;
            component = (value - (sum - virtual_part)) + (component - virtual_part);
            value = sum;
        }
        m_parts[m_count++] = value;
    }
    /// Adds a * b: the rounded product and what rounding lost.
    void add_product(double a, double b) {
        const double product = a * b;
        add(std::fma(a, b, -product));
        add(product);
    }
    /// The largest component that is not zero has the sign of the whole.
    [[nodiscard]] double sign() const {
        for (std::size_t i = m_count; i-- > 0;)
            if (m_parts[i] != 0) return m_parts[i];
        return 0;
    }

private:
    std::array<double, 12> m_parts{};
    std::size_t m_count = 0;
};

}  // namespace

double exact_orientation(MapPoint a, MapPoint b, MapPoint c) {
    // ax by - ax cy - cx by - ay bx + ay cx + cy bx: the products with cx cy cancel.
    ExactSum sum;
    sum.add_product(a.x, b.y);
    sum.add_product(-a.x, c.y);
    sum.add_product(-c.x, b.y);
    sum.add_product(-a.y, b.x);
    sum.add_product(a.y, c.x);
    sum.add_product(c.y, b.x);
    return sum.sign();
}

}  // namespace needsmap::geo
