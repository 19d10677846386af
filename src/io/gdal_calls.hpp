// GDAL's functions, from a library that is loaded when the first of them is called. Loading GDAL with the hundred libraries it leans on
// costs every start of the program 80 ms, and most starts never need it: our own county and what is in the cache are read without.
//
// Include this instead of GDAL's headers and call GDAL as always: inside needsmap::io each name below is an object that forwards to the
// function of that name. A function that is missing from the list does not link; add it.
#pragma once

#include <cpl_conv.h>
#include <cpl_error.h>
#include <cpl_string.h>
#include <cpl_vsi.h>
#include <gdal.h>
#include <ogr_api.h>
#include <ogr_srs_api.h>
#include <ogrsf_frmts.h>

namespace needsmap::io {

#define NEEDSMAP_GDAL_CALLS(call)                                                                                                          \
    call(CPLGetErrorHandlerUserData) call(CPLPopErrorHandler) call(CPLPushErrorHandlerEx) call(CPLSetThreadLocalConfigOption) call(        \
        CPLZLibInflate) call(CSLDestroy) call(CSLSetNameValue) call(GDALAllRegister) call(GDALClose) call(GDALCreate)                      \
        call(GDALDatasetCreateLayer) call(GDALDatasetExecuteSQL) call(GDALDatasetGetLayer) call(GDALDatasetGetLayerByName) call(           \
            GDALDatasetGetLayerCount) call(GDALDatasetReleaseResultSet) call(GDALGetDatasetDriver) call(GDALGetDriverByName)               \
            call(GDALGetDriverShortName) call(GDALOpenEx) call(GDALSetMetadataItem) call(OGR_FD_GetFieldCount) call(                       \
                OGR_FD_GetFieldDefn) call(OGR_F_Create) call(OGR_F_Destroy) call(OGR_F_GetFID) call(OGR_F_GetFieldAsDouble)                \
                call(OGR_F_GetFieldAsInteger) call(OGR_F_GetFieldAsInteger64) call(OGR_F_GetFieldAsString) call(OGR_F_GetFieldCount) call( \
                    OGR_F_GetGeometryRef) call(OGR_F_IsFieldSetAndNotNull) call(OGR_F_SetFieldDouble) call(OGR_F_SetFieldInteger64)        \
                    call(OGR_F_SetFieldString) call(OGR_F_SetGeometryDirectly) call(OGR_Fld_Create) call(OGR_Fld_Destroy) call(            \
                        OGR_Fld_GetNameRef) call(OGR_Fld_GetSubType) call(OGR_Fld_GetType) call(OGR_Fld_SetAlternativeName)                \
                        call(OGR_GT_Flatten) call(OGR_G_AddGeometryDirectly) call(OGR_G_AddPoint_2D) call(OGR_G_CreateGeometry) call(      \
                            OGR_G_DestroyGeometry) call(OGR_G_GetDimension) call(OGR_G_GetGeometryCount) call(OGR_G_GetGeometryRef)        \
                            call(OGR_G_GetGeometryType) call(OGR_G_GetLinearGeometry) call(OGR_G_GetPointCount) call(OGR_G_GetPoints)      \
                                call(OGR_G_HasCurveGeometry) call(OGR_G_IsEmpty) call(OGR_L_CommitTransaction) call(OGR_L_CreateFeature)   \
                                    call(OGR_L_CreateField) call(OGR_L_GetFIDColumn) call(OGR_L_GetFeatureCount) call(OGR_L_GetLayerDefn)  \
                                        call(OGR_L_GetName) call(OGR_L_GetNextFeature) call(OGR_L_GetSpatialRef) call(OGR_L_ResetReading)  \
                                            call(OGR_L_SetAttributeFilter) call(OGR_L_StartTransaction) call(OSREPSGTreatsAsLatLong)       \
                                                call(OSREPSGTreatsAsNorthingEasting) call(OSRExportToWktEx) call(OSRGetAuthorityCode)      \
                                                    call(OSRGetAuthorityName) call(OSRGetDataAxisToSRSAxisMapping) call(OSRGetName)        \
                                                        call(OSRImportFromEPSG) call(OSRIsGeographic) call(OSRIsLocal)                     \
                                                            call(OSRNewSpatialReference) call(OSRRelease) call(RegisterOGRGeoJSON)         \
                                                                call(RegisterOGRGeoPackage) call(RegisterOGRShape)                         \
                                                                    call(RegisterOGRTopoJSON) call(VSIFCloseL) call(VSIFileFromMemBuffer)  \
                                                                        call(VSIFree) call(VSIGetMemFileBuffer) call(VSIMalloc)            \
                                                                            call(VSIRmdirRecursive)

/// The functions of the loaded library, typed as GDAL's headers declare them.
struct GdalLibrary {
#define NEEDSMAP_GDAL_MEMBER(name) decltype(&::name) name = nullptr;
    NEEDSMAP_GDAL_CALLS(NEEDSMAP_GDAL_MEMBER)
#undef NEEDSMAP_GDAL_MEMBER
};

/// Loads GDAL once and keeps it. Thread-safe. Throws base::Error when the library is not there or lacks a function.
[[nodiscard]] const GdalLibrary& gdal_library();

template <auto Function>
struct GdalCall {
    template <class... Arguments>
    auto operator()(Arguments... arguments) const {
        return (gdal_library().*Function)(arguments...);
    }
};

#define NEEDSMAP_GDAL_OBJECT(name) inline constexpr GdalCall<&GdalLibrary::name> name{};
NEEDSMAP_GDAL_CALLS(NEEDSMAP_GDAL_OBJECT)
#undef NEEDSMAP_GDAL_OBJECT

}  // namespace needsmap::io
