// What several operations share: finding layers and geographies by id, class options, provenance.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "app/operation.hpp"
#include "model/layer.hpp"
#include "model/workspace.hpp"

namespace needsmap::app {

/// Throws base::Error (usage) with "did you mean" when there is no such layer.
[[nodiscard]] std::shared_ptr<const model::LayerDefinition> layer_from(const model::Workspace& workspace, const std::string& id);
/// The geography that was asked for, else the one the layer opens on. Throws base::Error when it does not exist (usage) or the layer cannot
/// be shown on it; the hint says where it can.
[[nodiscard]] std::string geography_from(const model::Workspace& workspace, const model::LayerDefinition& layer, const Params& params);
/// Ids of the geographies a layer can be shown on, in the workspace's order.
[[nodiscard]] std::vector<std::string> geographies_of(const model::Workspace& workspace, const model::LayerDefinition& layer);

/// LAYER, --geography, and the class options, the same wherever a map or a table is made.
[[nodiscard]] Param layer_param();
[[nodiscard]] Param geography_param();
[[nodiscard]] std::vector<Param> class_params();
/// The class spec those options ask for; nullopt when none is given. Throws base::Error (usage) when they contradict each other.
[[nodiscard]] std::optional<model::ClassSpec> classes_from(const model::LayerDefinition& layer, const Params& params);

/// Numbers in "5,10,20". Throws base::Error (usage) naming the option.
[[nodiscard]] std::vector<double> numbers_from(const std::string& option, const std::string& text);

/// Throws base::Error when the file cannot be written there: its folder is missing, or it is a folder. Said before the work, not after.
void check_output_folder(const std::filesystem::path& file);

/// The command line that makes the same thing again. Folders are left out, so that a published file tells nothing about the machine it was
/// made on, and the output is named only by its kind ("OUT.pdf"), so that the same map under another name has the same bytes.
[[nodiscard]] std::string command_line(const std::string& operation, const std::vector<Param>& declared, const Params& params,
                                       const model::Workspace& workspace);
/// Name and value pairs that stand inside every file: command, workspace and its content hash, program version, source, licence, vintage,
/// period, and whether the data are illustrative.
[[nodiscard]] std::vector<std::pair<std::string, std::string>> provenance_of(const model::Workspace& workspace,
                                                                             const model::LayerDefinition& layer,
                                                                             const std::string& command);

/// With the subject in front of each message, for readers who see nothing but the text: "Obesity in Year 6: It is the same everywhere …".
[[nodiscard]] base::Diagnostics naming_subjects(const base::Diagnostics& diagnostics);

/// Errors found while reading the workspace make an outcome "done but problems found", with one line that says so.
void note_reading_problems(const model::Workspace& workspace, Outcome& outcome);

}  // namespace needsmap::app
