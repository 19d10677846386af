// Stops the clock that dates on documents follow, so that two of them can be compared byte for byte.
#pragma once

#include <cstdlib>
#include <optional>
#include <string>

namespace needsmap::test {

/// 9 September 2001, 01:46:40 UTC, and what was set before afterwards.
class FixedTime {
public:
    FixedTime() {
        if (const char* old = std::getenv("SOURCE_DATE_EPOCH")) m_old = old;
        setenv("SOURCE_DATE_EPOCH", "1000000000", 1);
    }
    ~FixedTime() {
        if (m_old)
            setenv("SOURCE_DATE_EPOCH", m_old->c_str(), 1);
        else
            unsetenv("SOURCE_DATE_EPOCH");
    }
    FixedTime(const FixedTime&) = delete;
    FixedTime& operator=(const FixedTime&) = delete;

private:
    std::optional<std::string> m_old;
};

}  // namespace needsmap::test
