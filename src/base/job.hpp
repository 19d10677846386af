// What long work talks to: progress out, cancellation in.
#pragma once

#include <string_view>

#include "base/error.hpp"

namespace needsmap::base {

/// Given to every job. Implementations are thread-safe: any thread of the job may call.
class JobContext {
public:
    virtual ~JobContext() = default;
    /// `fraction` 0..1 of the whole job; `what` a short phrase for the status line ("reading boundaries").
    virtual void progress(double fraction, std::string_view what) = 0;
    [[nodiscard]] virtual bool cancelled() const = 0;
    /// Throws Cancelled when the user asked to stop.
    void check_cancelled() const {
        if (cancelled()) throw Cancelled();
    }
};

/// For callers that neither watch nor cancel (tests, quick work).
class QuietJob final : public JobContext {
public:
    void progress(double, std::string_view) override {}
    [[nodiscard]] bool cancelled() const override { return false; }
};

}  // namespace needsmap::base
