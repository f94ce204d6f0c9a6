//! The search index over what the public figures bring: whose page a thing has is known here only.

use base::Problem;
use register::{
    Work, agencies, districts, projects,
    search::{self, Entry},
};

/// Puts every agency, project and district into the index; those that are there are renamed.
pub(crate) async fn fill(work: &mut Work) -> Result<(), Problem> {
    for district in districts::all(&mut work.tx).await? {
        let (id, href) = (district.id.as_str(), format!("/foresight/districts/{}", district.id));
        let entry =
            Entry { kind: "district", id, title: &district.name, href: &href, permission: "", agency: None };
        search::put(work, &entry).await?;
    }
    for year in projects::years(&mut work.tx).await? {
        for project in projects::projects(&mut work.tx, year, None).await? {
            let href = format!("/returns/rows?project={}", project.id);
            let agency = Some(&project.agency_id);
            let (id, title) = (project.id.as_str(), project.name.as_str());
            let entry = Entry { kind: "project", id, title, href: &href, permission: "returns.read", agency };
            search::put(work, &entry).await?;
        }
    }
    let today = work.today;
    for one in agencies::agencies(&mut work.tx, today).await? {
        let href = format!("/office/agencies/{}", one.id);
        let (id, permission, agency) = (one.id.as_str(), "office.agencies-see", Some(&one.id));
        search::put(work, &Entry { kind: "agency", id, title: &one.name, href: &href, permission, agency })
            .await?;
    }
    Ok(())
}
