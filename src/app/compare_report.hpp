// A study of two scenarios as pages for a meeting: the equality table, both plans side by side, and the map of changes.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/compare_study.hpp"
#include "publish/report_html.hpp"

namespace needsmap::app {

/// The equality table as it is printed: signs on changes, "–" for what is not shown.
[[nodiscard]] scene::PrintedTable printed_equality(const CompareStudy& study);

/// As one HTML page.
[[nodiscard]] publish::Report compare_report(const std::shared_ptr<const model::Workspace>& workspace, const CompareStudy& study,
                                             const std::optional<std::string>& title);
/// As sheets of one paper size: table, both plans, changes. Throws base::Error for paper that is too small.
[[nodiscard]] std::vector<scene::Sheet> compare_sheets(const std::shared_ptr<const model::Workspace>& workspace, const CompareStudy& study,
                                                       const std::string& paper, const std::optional<std::string>& title);

}  // namespace needsmap::app
