package catalog

import (
	"context"
	"path"

	"tenaz/internal/blob"
	q "tenaz/queries/catalog"
)

// saveImages replaces the pictures of the products whose list of them differs,
// and says which one shows which variant.
func (b *batch) saveImages(ctx context.Context) error {
	fresh := q.InsertImagesParams{}
	var emptied []int64
	type imageKey struct {
		product int64
		blob    string
	}
	ids := map[imageKey]int64{}
	for _, it := range b.items {
		if it.in.Images == nil {
			continue
		}
		if it.sameImages() {
			for _, r := range it.old.images {
				ids[imageKey{it.id, r.BlobKey}] = r.ID
			}
			continue
		}
		it.content = true
		if it.old != nil && len(it.old.images) > 0 {
			emptied = append(emptied, it.id)
		}
		for i, image := range it.in.Images {
			fresh.ProductIds = append(fresh.ProductIds, it.id)
			fresh.Positions = append(fresh.Positions, int32(i))
			fresh.BlobKeys = append(fresh.BlobKeys, image.Key)
			fresh.ContentTypes = append(fresh.ContentTypes, image.contentType())
			fresh.Widths = append(fresh.Widths, int32(image.Width))
			fresh.Heights = append(fresh.Heights, int32(image.Height))
			fresh.Alts = append(fresh.Alts, image.Alt)
			fresh.Roles = append(fresh.Roles, orElse(image.Role, "gallery"))
		}
	}
	if len(emptied) > 0 {
		if err := b.service.q.ForgetVariantImages(ctx, b.tx, emptied); err != nil {
			return err
		}
		if err := b.service.q.DeleteImages(ctx, b.tx, emptied); err != nil {
			return err
		}
	}
	if len(fresh.ProductIds) > 0 {
		rows, err := b.service.q.InsertImages(ctx, b.tx, fresh)
		if err != nil {
			return err
		}
		for _, r := range rows {
			ids[imageKey{r.ProductID, r.BlobKey}] = r.ID
		}
	}
	var shown q.SetVariantImagesParams
	for _, it := range b.items {
		for i, v := range it.in.Variants {
			if id := ids[imageKey{it.id, v.ImageKey}]; v.ImageKey != "" && id != 0 {
				if old := it.storedImage(it.variantIDs[i]); old != id {
					it.content = true
				}
				shown.VariantIds = append(shown.VariantIds, it.variantIDs[i])
				shown.ImageIds = append(shown.ImageIds, id)
			}
		}
	}
	if len(shown.VariantIds) == 0 {
		return nil
	}
	return b.service.q.SetVariantImages(ctx, b.tx, shown)
}

func (it *item) storedImage(variant int64) int64 {
	if it.old == nil {
		return 0
	}
	if v := it.old.variant(variant); v != nil && v.ImageID != nil {
		return *v.ImageID
	}
	return 0
}

func (it *item) sameImages() bool {
	if it.old == nil || len(it.old.images) != len(it.in.Images) {
		return it.old == nil && len(it.in.Images) == 0
	}
	for i, image := range it.in.Images {
		r := it.old.images[i]
		if r.BlobKey != image.Key || int(r.Width) != image.Width || int(r.Height) != image.Height || r.Alt != image.Alt || r.Role != orElse(image.Role, "gallery") {
			return false
		}
	}
	return true
}

func (i ImageInput) contentType() string {
	ext := path.Ext(i.Key)
	if ext == "" {
		return ""
	}
	return blob.TypeOf(ext[1:])
}
